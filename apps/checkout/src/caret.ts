/**
 * Keeps the caret beside the digit it stood beside while a field is regrouped under the typing hand.
 * Counting digits, not characters, is what makes it independent of the spaces that come and go.
 */

const isDigit = (character: string | undefined): boolean => character !== undefined && /\d/.test(character)

const digitsBefore = (text: string, caret: number): number => text.slice(0, caret).replace(/\D/g, '').length

/**
 * @param typed     The field's text before formatting.
 * @param caret     Where the caret stood in it.
 * @param formatted The field's text after formatting.
 * @returns Where the caret belongs in `formatted`.
 */
export const caretAfterFormat = (typed: string, caret: number, formatted: string): number => {
  if (caret >= typed.length) return formatted.length
  const wanted = digitsBefore(typed, caret)
  let seen = 0
  for (let position = 0; position < formatted.length; position += 1) {
    if (seen === wanted) return position
    if (isDigit(formatted[position])) seen += 1
  }
  return formatted.length
}

/**
 * Backspace or delete on a separator removes no digit, so the separator would come straight back. Then the digit on
 * the far side is removed in its stead.
 * @param text  What stands in the field after the key took a separator away, `caret` where the caret is now.
 */
export const removeThroughSeparator = (
  text: string,
  caret: number,
  direction: 'backward' | 'forward',
): { text: string; caret: number } => {
  const step = direction === 'backward' ? -1 : 1
  let at = direction === 'backward' ? caret - 1 : caret
  while (at >= 0 && at < text.length && !isDigit(text[at])) at += step
  if (at < 0 || at >= text.length) return { text, caret }
  return { text: text.slice(0, at) + text.slice(at + 1), caret: direction === 'backward' ? at : caret }
}
