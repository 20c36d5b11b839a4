/** What is wrong with a file of rates, and in which of its lines. */
export class InvalidRateFile extends Error {
  readonly line: number

  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}
