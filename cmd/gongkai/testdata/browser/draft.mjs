// A draft is tried before it is published: by people without a script, on narrow screens, and by files
// that try what a page of a site could try.
import { axeFaults } from "./axe.mjs";
import { basics, contrasts } from "./inspect.mjs";
import { until, visit, widthFaults } from "./visit.mjs";

export function draftAddresses(_plan) {
  return { check: "/check" };
}

export function drafts(plan) {
  return [
    { name: "a draft is tried without a script", run: (browser, faults) => visit(browser, plan.base, faults, { width: 320, height: 640, script: false, allowed: refusal }, (page) => tried(page, plan, faults)) },
    { name: "the page of a draft is for everybody", run: (browser, faults) => visit(browser, plan.base, faults, { allowed: mine }, (page) => looked(page, plan, faults)) },
    { name: "a hostile draft can do nothing", run: (browser, faults) => visit(browser, plan.base, faults, { refused: true, allowed: () => true }, (page) => hostile(page, plan, faults)) },
  ];
}

// What is meant: an answer that says why a file is not tried.
const refusal = (words) => /422.*\/check/.test(words);
// What these tests do inside the frame from outside is what its page may not.
const mine = (words) => refusal(words) || /Blocked script execution in 'about:srcdoc'/.test(words);

async function send(page, plan, file, before, lang = "") {
  await page.goto(`${plan.base}/check${lang}`);
  await page.locator("#draft-file").setInputFiles(file);
  if (before) await page.locator("#before-archived").fill(before);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.locator("form.draft button").click();
  await answered;
  await page.waitForLoadState("domcontentloaded"); // a hostile page in the frame may never be done loading
}

const marks = (page) => page.frameLocator("#evidence").locator(".gongkai-mark");

// tried: from the footer to what would be found, the cell marked in the frame; then with last year's.
async function tried(page, plan, faults) {
  const [flow, carry] = plan.drafts;
  await page.goto(plan.base + "/");
  await page.locator('footer a[href^="/check"]').click();
  await send(page, plan, flow.file);
  faults.unless((await page.locator("#found").innerText()).includes(flow.rule), `${flow.rule} is not found`);
  const red = page.frameLocator("#evidence").locator(".gongkai-mark-selected");
  await until("the marks in the frame", async () => (await marks(page).count()) > 20 && (await red.count()) > 0);
  await widthFaults(page, faults);
  await send(page, plan, carry.file, carry.agency);
  faults.unless((await page.locator("#found").innerText()).includes(carry.rule), `${carry.rule} is not found beside the year before`);
  faults.unless(await page.locator("#moved tbody tr").count() > 0, "the two years are not compared");
  await widthFaults(page, faults);
  await send(page, plan, carry.file, "无此机关");
  faults.unless((await page.locator("#error").innerText()).includes("无此机关"), "an agency that is not there is not told of");
  faults.equal(await page.locator("#draft-file").count(), 1, "forms to try again");
}

// looked: the answer is held to what every page is held to.
async function looked(page, plan, faults) {
  for (const lang of ["", "?lang=en"]) {
    await send(page, plan, plan.drafts[0].file, "", lang);
    await until("the marks in the frame", async () => (await marks(page).count()) > 20);
    for (const fault of await page.evaluate(basics)) faults.add(fault);
    for (const [width, height] of [[1280, 900], [390, 844], [320, 640]]) {
      await page.setViewportSize({ width, height });
      await widthFaults(page, faults);
      await axeFaults(page, faults, width === 1280);
      if (plan.screenshots) await page.screenshot({ path: `${plan.screenshots}/draft-${width}-${lang ? "en" : "zh"}.png`, fullPage: true });
    }
    for (const fault of await page.evaluate(contrasts)) faults.add(fault);
    await page.setViewportSize({ width: 1280, height: 900 });
  }
}

// hostile: the planted page as a draft, and then its bytes, not cleaned, in the same frame under the
// same policy: the bait fails the test when it is asked for anything.
async function hostile(page, plan, faults) {
  const bytes = await (await fetch(`${plan.bait}/caught.html`)).text();
  const file = { name: "hostile.html", mimeType: "text/html", buffer: Buffer.from(bytes) };
  await send(page, plan, file);
  const body = page.frameLocator("#evidence").locator("body");
  await until("the draft in the frame", async () => (await body.innerText()).includes("137"));
  faults.equal(page.url(), `${plan.base}/check`, "the address");
  await page.route("**/check", async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const planted = bytes.replaceAll("&", "&amp;").replaceAll('"', "&#34;");
    await route.fulfill({ response, body: text.replace(/srcdoc="[^"]*"/, () => `srcdoc="${planted}"`) });
  }, { times: 2 });
  await send(page, plan, file);
  await until("the planted bytes in the frame", async () => (await body.innerText()).includes("137"));
  faults.unless(await page.frameLocator("#evidence").locator("script, iframe, form").count() > 3, "the bytes in the frame were cleaned: nothing is tried");
  for (const id of ["script-link", "top-link", "submit"]) await page.frameLocator("#evidence").locator(`#${id}`).click();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))); // after what the clicks did
  faults.equal(page.url(), `${plan.base}/check`, "the address after clicking what the draft offers");
  faults.equal(page.context().pages().length, 1, "windows");
  const frame = await page.evaluate(() => { const e = document.getElementById("evidence"); return `${e.getAttribute("sandbox")} ${e.contentDocument === null} ${document.cookie}`; });
  faults.equal(frame, " true ", "the frame's sandbox, whether it is closed to the page, cookies");
}
