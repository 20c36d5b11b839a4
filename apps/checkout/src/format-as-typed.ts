import { caretAfterFormat, removeThroughSeparator } from './caret.ts'

/** What stood in each field before the last key, to tell a deleted separator from a deleted digit. */
const before = new WeakMap<HTMLInputElement, number>()

/**
 * Formats a field after a key, a paste or an autofill, and keeps the caret beside the digit it stood beside.
 * @param format Gets the text and whether it was just made shorter from behind.
 * @returns The formatted text.
 */
export const formatAsTyped = (
  field: HTMLInputElement,
  inputType: string | undefined,
  format: (text: string, isDeleting: boolean) => string,
): string => {
  const isBackward = inputType === 'deleteContentBackward'
  const isForward = inputType === 'deleteContentForward'
  let text = field.value
  let caret = field.selectionStart ?? text.length
  const digits = text.replace(/\D/g, '').length
  const digitsBefore = before.get(field)
  // Same number of digits after a deletion: only a separator went, and it would come straight back.
  if ((isBackward || isForward) && digitsBefore === digits && digits > 0) {
    const removed = removeThroughSeparator(text, caret, isBackward ? 'backward' : 'forward')
    text = removed.text
    caret = removed.caret
  }
  const formatted = format(text, isBackward || isForward)
  before.set(field, formatted.replace(/\D/g, '').length)
  if (field.value !== formatted) {
    field.value = formatted
    // Moving the caret of a field that lost the focus (autofill) would take the focus back in some browsers.
    if (document.activeElement === field) {
      const position = caretAfterFormat(text, caret, formatted)
      field.setSelectionRange(position, position)
    }
  }
  return formatted
}
