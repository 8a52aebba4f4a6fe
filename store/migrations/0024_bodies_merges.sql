-- A merge of bodies unpacks and packs them all again: a quarter of what the database did during a
-- crawl. It waits until there is more to join at once; parts are still joined when they grow many.

ALTER TABLE bodies MODIFY SETTING merge_selector_base = 20;
