/** A text as the pattern of a field that takes this text only; browsers read patterns with the flag `v`. */
export const escapedPattern = (text: string): string =>
  text.replace(
    /[$()*+./?[\\\]^{|}&!#%,:;<=>@`~"'-]/g,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  )
