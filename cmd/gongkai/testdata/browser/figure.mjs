// Pages of one figure, its evidence and its history: from a number to the cell that prints it.
import { marked } from "./evidence.mjs";
import { click, until, visit, widthFaults } from "./visit.mjs";
import { enter, tabTo } from "./keyboard.mjs";

const changed = "990121-health-2024"; // the report that the sample counties change after a while

// figureAddresses are one of each kind.
export function figureAddresses(plan) {
  const id = encodeURIComponent(plan.reports[0].id);
  return {
    number: `/reports/${id}/figures/${plan.reports[0].figures[0].key}`,
    share: `/reports/${id}/rates/carried_out`, sum: "/reports?sum=denied&year=2023", identities: "/reports?year=2023", cells: "/cells?cells=blank", expected: "/expected?year=2023",
    changes: "/changes", matrix: "/findings/matrix", copies: "/copies", templates: "/templates?county=990121&year=2024", rewordings: "/rewordings",
  };
}

export function figures(plan) {
  return [
    { name: "from a tile's number to its cell, 1280 px with script", run: (browser, faults) => visit(browser, plan.base, faults, { width: 1280, height: 900 }, (page) => fromTile(page, plan, faults, click)) },
    { name: "from a tile's number to its cell, 320 px without script", run: (browser, faults) => visit(browser, plan.base, faults, { width: 320, height: 640, script: false }, (page) => fromTile(page, plan, faults, click)) },
    { name: "from a tile's number to its cell by keyboard", run: (browser, faults) => visit(browser, plan.base, faults, { width: 1280, height: 900 }, (page) => byKeyboard(page, plan, faults)) },
    { name: "to what a report printed before", run: (browser, faults) => visit(browser, plan.base, faults, { width: 1280, height: 900 }, (page) => toVersion(page, plan, faults)) },
  ];
}

const tile = '.tiles .value a[href*="sum=received"]';
const first = '#list tbody td.num a[href*="/figures/requests_new.total"]';

// fromTile takes two steps: the tile's number, a report's number.
async function fromTile(page, plan, faults, choose) {
  await page.goto(plan.base + "/?county=990121&year=2023");
  const sum = (await page.locator(tile).innerText()).replaceAll(",", "");
  await choose(page.locator(tile));
  await until("the reports of the sum", () => new URL(page.url()).pathname === "/reports");
  await widthFaults(page, faults);
  const numbers = await page.locator("#list tbody td.num").evaluateAll((all) => all.map((td) => [Number(td.innerText.replaceAll(",", "")), td.nextElementSibling.innerText]));
  const total = numbers.filter(([, counts]) => counts === "是").reduce((n, [value]) => n + value, 0);
  faults.equal(String(total), sum.match(/[0-9]+/)[0], "the reports of the sum add up to");
  const value = await page.locator(first).first().innerText();
  await choose(page.locator(first).first());
  await atCell(page, faults, value);
}

// atCell holds that the figure's page shows the cell that prints the value.
async function atCell(page, faults, value) {
  await until("the figure's page", () => new URL(page.url()).pathname.includes("/figures/"));
  await widthFaults(page, faults);
  const mark = await until("the mark in the archived page", async () => { const m = await marked(page); return m?.inSight && m; });
  faults.equal(mark.text.trim(), value, `${page.url()}: the marked cell`);
  faults.unless((await page.locator(".lead").innerText()).includes(`“${value}”`), "the sentence does not quote the print");
  for (const id of ["figure", "checks", "years", "versions", "cite"]) faults.equal(await page.locator(`section#${id}`).count(), 1, `the part ${id}`);
}

async function byKeyboard(page, plan, faults) {
  await page.goto(plan.base + "/?county=990121&year=2023");
  await tabTo(page, tile, faults);
  await enter(page, "/reports");
  const value = await page.locator(first).first().innerText();
  await tabTo(page, first, faults);
  await enter(page, "/reports/");
  await atCell(page, faults, value);
  await tabTo(page, '#checks summary', faults);
  await page.keyboard.press("Enter");
  await tabTo(page, '#checks .operands a', faults);
  const other = await page.evaluate(() => document.activeElement.getAttribute("href"));
  await page.keyboard.press("Enter");
  await until("the operand's page", () => new URL(page.url()).pathname === new URL(other, page.url()).pathname);
}

// toVersion goes from the list of changes to a number that is no longer printed.
async function toVersion(page, plan, faults) {
  await page.goto(plan.base + "/changes?kind=figure");
  const link = page.locator(`#list a[href*="/${changed}/figures/requests_new.total?version=1"]`);
  const value = await link.innerText();
  await click(link);
  const mark = await until("the mark in the archived page", async () => { const m = await marked(page); return m?.inSight && m; });
  faults.equal(mark.text.trim(), value, "the cell of the first version");
  await click(page.locator('#versions a[href$="version=2"]'));
  await until("the version of today", async () => { const m = await marked(page); return m && m.text.trim() !== value; });
}
