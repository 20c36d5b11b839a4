import { marked } from 'marked'

/**
 * What a guide asks its reader to do, in order. A fence's words after the language are for this reader only:
 * `sh setup` is what the test has done already (starting Flint, the key that it printed), `js name.mjs` a file to save.
 */
export type GuideStep =
  | { kind: 'setup'; text: string }
  | { kind: 'shell'; text: string }
  | { kind: 'file'; name: string; text: string }
  /** What the shell block before it prints. */
  | { kind: 'answer'; language: 'json' | 'text'; text: string }
  /** `<!-- test: … -->`: what the reader does by hand. */
  | { kind: 'by hand'; text: string }

export const stepsOf = (markdown: string): GuideStep[] =>
  marked.lexer(markdown).flatMap((token): GuideStep[] => {
    if (token.type === 'html') {
      const text = /<!-- test: (.*) -->/.exec(token.text)?.[1]
      return text ? [{ kind: 'by hand', text }] : []
    }
    if (token.type !== 'code') return []
    const [language, name] = (token.lang ?? '').split(' ')
    const { text } = token
    if (language === 'sh') return [{ kind: name === 'setup' ? 'setup' : 'shell', text }]
    if (language === 'json' || language === 'text') return [{ kind: 'answer', language, text }]
    if (name?.includes('.')) return [{ kind: 'file', name, text }]
    throw new Error(`A block of "${token.lang}" is none that a test can run:\n${text}`)
  })

/** The part of a guide under the heading that begins so. */
export const sectionOf = (markdown: string, heading: string): string => {
  const section = markdown.split(/^(?=## )/m).find((part) => part.startsWith(`## ${heading}`))
  if (!section) throw new Error(`The guide has no section "${heading}".`)
  return section
}
