-- As figures are: merging what was read of 11,000 pages took a sixth less of the processor.

ALTER TABLE readings MODIFY SETTING merge_selector_base = 10;
