/**
 * The processor's form gave nothing to pay with. Without a sentence it says itself, beside its fields, what is missing.
 * Nothing was sent to us.
 */
export class NotCollected extends Error {
  readonly sentence: string | null

  constructor(sentence: string | null) {
    super('nothing to pay with')
    this.name = 'NotCollected'
    this.sentence = sentence
  }
}
