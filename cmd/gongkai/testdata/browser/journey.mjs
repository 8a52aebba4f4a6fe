// From the overview to the marked cell, as a reader with a mouse or a finger goes.
import { chosen } from "./evidence.mjs";
import { click, until, visit, widthFaults } from "./visit.mjs";

const sizes = [{ width: 1280, height: 900 }, { width: 390, height: 844 }, { width: 320, height: 640 }];

export function journeys(plan) {
  const checks = [];
  for (const size of sizes) {
    for (const script of [true, false]) {
      const name = `${size.width} px ${script ? "with" : "without"} script`;
      // Of the way itself a script changes the last step, and a width what is in sight: each has its turn in the short form.
      if (plan.whole || size.width === 1280 || script === (size.width === 390)) checks.push({
        name: `from the overview to a marked cell, ${name}`,
        run: (browser, faults) => visit(browser, plan.base, faults, { ...size, script }, (page) => walk(page, plan, plan.reports[0], script, faults)),
      });
      if (script ? size.width !== 1280 : size.width !== 390) continue;
      checks.push({
        name: `figures of every site and form, ${name}`,
        run: (browser, faults) => visit(browser, plan.base, faults, { ...size, script }, (page) => every(page, plan, script, faults)),
      });
    }
  }
  return checks;
}

async function walk(page, plan, report, script, faults) {
  await page.goto(plan.base + "/");
  await widthFaults(page, faults);
  const heading = () => page.locator("h1").innerText();
  await page.locator("#coverage").getByRole("link", { name: report.county_name, exact: true }).click();
  await until("the county's page", async () => (await heading()) === report.county_name);
  await widthFaults(page, faults);
  await page.locator("#coverage").getByRole("link", { name: report.agency, exact: true }).click();
  await until("the agency's page", async () => (await heading()) === report.agency);
  await widthFaults(page, faults);
  await page.locator("#years").getByRole("link", { name: String(report.year), exact: true }).click();
  await until("the report's page", async () => decodeURIComponent(new URL(page.url()).pathname) === `/reports/${report.id}`);
  faults.unless((await heading()).includes(report.agency), `the report's heading is ${await heading()}`);
  await chooseAll(page, report, script, faults);
  await throughFinding(page, report, faults);
}

// chooseAll chooses figure after figure and goes back by one.
async function chooseAll(page, report, script, faults) {
  for (const figure of report.figures) {
    await click(page.locator(`a[data-figure="${figure.key}"]`));
    await chosen(page, report, figure, faults);
    await widthFaults(page, faults);
  }
  if (report.figures.length < 2) return;
  await page.goBack();
  await chosen(page, report, report.figures.at(-2), faults, { back: !script });
}

// throughFinding goes from a sum that does not hold to the figure that it speaks of.
async function throughFinding(page, report, faults) {
  const see = page.locator("#findings .see a").first();
  const key = new URL(await see.getAttribute("href"), page.url()).searchParams.get("figure");
  const raw = await page.locator(`a[data-figure="${key}"]`).getAttribute("data-raw");
  await click(see);
  await chosen(page, report, { key, raw }, faults);
}

// every takes each of the other reports by its address. What script shows must be what the
// server shows for the same address.
async function every(page, plan, script, faults) {
  for (const [i, report] of plan.reports.entries()) {
    if (i === 0 || !plan.whole && i % 2 !== Number(script)) continue;
    await page.goto(`${plan.base}/reports/${encodeURIComponent(report.id)}`);
    await chooseAll(page, report, script, faults);
    if (!script) continue;
    const words = () => page.evaluate(() => [document.getElementById("selected").innerText, document.getElementById("evidence").src, document.querySelector("a.language").href].join("\n"));
    const before = await words();
    await page.reload();
    faults.equal(before, await words(), `${report.id}: after choosing and after loading anew`);
  }
}
