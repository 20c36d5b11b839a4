import { useEffect, useState } from 'react'

/** Copies a text; `isCopied` for a moment after. */
export const useCopy = (): { isCopied: boolean; copy: (text: string) => Promise<void> } => {
  const [copiedAt, setCopiedAt] = useState(0)
  useEffect(() => {
    if (copiedAt === 0) return
    const timer = setTimeout(() => setCopiedAt(0), 1600)
    return () => clearTimeout(timer)
  }, [copiedAt])
  return {
    isCopied: copiedAt !== 0,
    copy: async (text) => {
      await putIntoClipboard(text)
      setCopiedAt((last) => last + 1)
    },
  }
}

/** The clipboard's own interface exists on secure origins only; a sandbox may be opened over plain HTTP. */
const putIntoClipboard = async (text: string): Promise<void> => {
  if (navigator.clipboard) {
    try {
      return await navigator.clipboard.writeText(text)
    } catch {
      // Refused: the old way may still be allowed.
    }
  }
  const field = document.createElement('textarea')
  field.value = text
  // Inside an open dialog nothing outside of it can be selected.
  const place = document.querySelector('dialog[open]') ?? document.body
  place.append(field)
  field.select()
  document.execCommand('copy')
  field.remove()
}
