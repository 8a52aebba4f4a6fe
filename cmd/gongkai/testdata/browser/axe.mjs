// axe-core's rules (WCAG 2.2 A and AA, and its own good practice) on a page that is open.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const all = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
const ofLayout = { type: "rule", values: ["target-size", "scrollable-region-focusable", "link-in-text-block"] }; // what a width changes

// axeFaults adds what axe finds. The archived page in its frame is the agency's, as it is; contrasts are
// measured in inspect.mjs, in both schemes and for a tenth of the time.
export async function axeFaults(page, faults, whole = true) {
  if (!await page.evaluate(() => "axe" in globalThis)) await page.evaluate(source); // not bound by the page's policy, which forbids inline script
  const violations = await page.evaluate(async (runOnly) => {
    const rules = runOnly.type === "tag" ? { "color-contrast": { enabled: false } } : {};
    const found = await globalThis.axe.run(document, { runOnly, rules, resultTypes: ["violations"], iframes: false });
    return found.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help, nodes: nodes.map((n) => n.html.slice(0, 140)) }));
  }, whole ? all : ofLayout);
  const width = page.viewportSize().width;
  for (const { id, impact, help, nodes } of violations) faults.add(`${width} px: axe ${id} (${impact}): ${help}: ${nodes.length} × ${nodes[0]}`);
}
