/** A setting that cannot be used: the program says so and ends before it does anything. */
export class InvalidConfig extends Error {}
