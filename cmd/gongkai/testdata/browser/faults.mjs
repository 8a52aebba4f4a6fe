// Faults are what a check found wrong, each once.
export class Faults {
  list = [];

  add(text) {
    if (!this.list.includes(text)) this.list.push(text);
  }

  unless(held, text) {
    if (!held) this.add(text);
  }

  equal(got, want, what) {
    this.unless(got === want, `${what}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
  }
}
