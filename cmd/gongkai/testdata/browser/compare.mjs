// Pages of agencies and counties side by side, over years and places: who to write to, why, what to
// take away, and what is left on paper.
import { readFile } from "node:fs/promises";
import { marked } from "./evidence.mjs";
import { click, until, visit, widthFaults } from "./visit.mjs";

// compareAddresses are one of each kind.
export function compareAddresses(_plan) {
  return { attention: "/attention", region: "/regions/9901", timeliness: "/timeliness?year=2022", refusals: "/refusals?county=990122&level=county", compare: "/compare?agencies=990121,990122,990121-civil" };
}

const readers = [{ width: 1280, height: 900, script: true }, { width: 1280, height: 900, script: false }, { width: 390, height: 844, script: true }, { width: 390, height: 844, script: false }];

export function compares(plan) {
  const check = (name, walk, reader) => ({ name: `${name}, ${reader.width} px ${reader.script ? "with" : "without"} script`, run: (browser, faults) => visit(browser, plan.base, faults, reader, (page, context) => walk(page, plan, faults, reader, context)) });
  return readers.flatMap((reader) => [
    ...(plan.whole || (reader.width === 1280) === reader.script ? [check("who needs a letter, and why", letters, reader)] : []),
    ...((reader.width === 1280) === reader.script ? [check("counties and agencies side by side", sideBySide, reader)] : []),
    ...(reader.width === 1280 ? [check("a chart taken away", takeAway, reader)] : []),
  ]).concat(check("two pages on paper", paper, readers[0]));
}

// submit sends the page's form and waits for its answer.
async function submit(page) {
  await Promise.all([page.waitForEvent("framenavigated"), page.locator("form.filters button").click()]);
  await page.waitForLoadState();
}

// letters goes from the overview over the agencies with most on record, and over the league, to the cell.
async function letters(page, plan, faults) {
  await page.goto(plan.base + "/");
  const agencies = await page.locator("#attention .attention > li > a").allInnerTexts();
  faults.equal(agencies.length, 3, "agencies that the overview names");
  await toCell(page, page.locator('#attention a[href*="#findings"]').first(), faults);
  await page.goto(plan.base + "/attention");
  await click(page.locator('.attention a[href*="#profile-"]').first());
  await until("the agency", async () => new URL(page.url()).pathname.startsWith("/agencies/"));
  await until("the year with the band", async () => (await page.locator(":target .band-D, :target .band-E").count()) > 0);
  await toCell(page, page.locator(':target a[href*="#findings"]').first(), faults);
  await page.goto(plan.base + "/");
  await click(page.locator("header.site nav").getByRole("link", { name: "档位比较", exact: true }));
  await until("the league", async () => new URL(page.url()).pathname === "/league");
  await page.locator("select[name=year]").selectOption("2023");
  await page.locator("select[name=dimension]").selectOption("consistency");
  await submit(page);
  const first = page.locator(".league tbody tr").first();
  faults.equal(await first.locator(".band").innerText(), "E", "the band that stands first");
  const name = await first.locator("th a").innerText();
  faults.unless(agencies.includes(name), `the league begins with ${name}, the overview names ${agencies}`);
  faults.unless(/\d+ \/ \d+/.test(await first.innerText()), `the reason of the band has no cases: ${await first.innerText()}`);
  await widthFaults(page, faults);
  await toCell(page, first.locator('td a[href*="#findings"]'), faults);
}

// toCell follows a reason to the report and from its finding to the marked cell of the archived page.
async function toCell(page, reason, faults) {
  await click(reason);
  await until("the report", async () => new URL(page.url()).pathname.startsWith("/reports/"));
  faults.equal(new URL(page.url()).hash, "#findings", "where in the report a reason leads");
  const finding = page.locator("#findings .finding.sev-error").first();
  const details = finding.locator("details").first();
  if (!(await details.evaluate((d) => d.open))) await details.locator("summary").click();
  const operand = details.locator(".operands a").first();
  const key = new URL(await operand.getAttribute("href"), page.url()).searchParams.get("figure");
  await click(operand);
  const mark = await until(`the mark of ${key}`, async () => { const m = await marked(page); return m?.id === key && m; });
  faults.unless(mark.text.trim() !== "", `the mark of ${key} is empty`);
  await widthFaults(page, faults);
}

// sideBySide begins at an agency, adds a county by its name and another agency by a part of its name, and takes one away.
async function sideBySide(page, plan, faults) {
  const [report] = plan.reports;
  await page.goto(`${plan.base}/agencies/${encodeURIComponent(report.agency_id)}`);
  await click(page.getByRole("link", { name: "与其他机关比较" }));
  await until("the comparison", async () => new URL(page.url()).pathname === "/compare");
  await page.locator("input[name=add]").fill(report.county_name);
  await submit(page);
  const columns = () => page.locator("table.compare thead th a:first-child").allInnerTexts();
  faults.equal((await columns()).join(), `${report.agency},${report.county_name}`, "what is compared");
  await page.locator("input[name=add]").fill("审计");
  await submit(page);
  const candidates = page.locator("#candidates a");
  if ((await candidates.count()) > 0) await click(candidates.first());
  await until("the third column", async () => (await columns()).length === 3);
  await widthFaults(page, faults);
  for (const row of await page.locator("table.compare tbody tr").all()) faults.equal(await row.locator("td").count(), 3, `cells of ${await row.locator("th").innerText()}`);
  faults.unless((await page.locator("[class^=against-]").count()) > 5, "hardly a cell is held against a median");
  await page.locator(`input[name=agencies][value="${report.agency_id}"]`).uncheck();
  await submit(page);
  faults.unless(!(await columns()).includes(report.agency) && (await columns()).length === 2, `after taking one away: ${await columns()}`);
}

// takeAway downloads a chart as every kind of file and holds them against the page.
async function takeAway(page, plan, faults, { script }, context) {
  await page.goto(`${plan.base}/timeliness?year=2022&county=990121`);
  const figure = page.locator("#chart-calendar");
  const version = (await page.locator("footer.site").innerText()).match(/数据版本 ([0-9a-f]+)/)[1];
  const download = async (link) => {
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const csv = await download(figure.getByRole("link", { name: "CSV" }));
  const lines = csv.bytes.toString("utf8").trim().split("\r\n");
  const rows = await figure.locator(".behind tbody tr").count();
  faults.equal(lines.filter((line) => !/^\ufeff?# /.test(line)).length, rows + 1, "rows of the table and of its file");
  faults.unless(csv.bytes.toString().includes(`数据版本 ${version}`), "the file does not say its data version");
  const svg = await download(figure.getByRole("link", { name: "SVG" }));
  const drawn = svg.bytes.toString();
  faults.unless(drawn.startsWith("<svg") && drawn.includes(version) && !drawn.includes("<script"), `the drawing: ${drawn.slice(0, 80)}`);
  faults.equal(await figure.locator("button.png").isVisible(), script, "the button for a picture");
  if (script) {
    const png = await download(figure.locator("button.png"));
    faults.unless(png.bytes.subarray(1, 4).toString() === "PNG" && png.bytes.readUInt32BE(16) >= 1800, `the picture ${png.name}: ${png.bytes.length} bytes, ${png.bytes.readUInt32BE(16)} wide`);
  }
  await figure.locator(".take summary").click();
  const cite = await figure.locator(".take code").first().innerText();
  faults.unless(cite.includes(version) && cite.includes("/timeliness?county=990121&year=2022#chart-calendar"), `how to cite: ${cite}`);
  const embed = await context.request.get(new URL((await figure.locator(".take code").last().innerText()).match(/src="([^"]+)"/)[1], plan.base).href);
  faults.unless(embed.ok() && embed.headers()["content-security-policy"].includes("frame-ancestors *"), `the page for others: ${embed.status()}`);
  await page.goto(plan.base + (await figure.getByRole("link", { name: "本图地址" }).getAttribute("href")));
  faults.equal(await page.locator("#chart-calendar .drawing svg").first().getAttribute("aria-label"), drawn.match(/aria-label="([^"]*)"/)[1], "what the address of the chart shows");
}

// paper prints an agency and a county: at most two pages each, with the sources and without navigation.
async function paper(page, plan, faults) {
  const [report] = plan.reports;
  for (const address of [`/agencies/${encodeURIComponent(report.agency_id)}`, `/counties/${report.agency_id.slice(0, 6)}`, "/counties/990121?lang=en"]) {
    await page.goto(plan.base + address);
    await page.emulateMedia({ media: "print" });
    for (const [selector, shown] of [[".lead", true], ["#sources code", true], [".chart .drawing.narrow svg", true], ["header.site nav", false], [".filters", false], [".chart .source", false]]) {
      const visible = await page.locator(selector).first().isVisible().catch(() => false);
      faults.equal(visible, shown, `${address} on paper shows ${selector}`);
    }
    const pdf = (await page.pdf({ format: "A4", printBackground: true })).toString("latin1");
    const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    faults.unless(pages >= 1 && pages <= 2, `${address} takes ${pages} pages of A4`);
    await page.emulateMedia({ media: "screen" });
  }
}
