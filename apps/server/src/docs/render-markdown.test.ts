import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { highlight } from './highlight.ts'
import { renderMarkdown } from './render-markdown.ts'

describe('renderMarkdown', () => {
  it('knows title, summary and headings', () => {
    const { title, summary, headings } = renderMarkdown(
      '# A `b`\n\nSome [words](x.md) here.\n\n## One & two\n\ntext',
    )
    assert.deepEqual(
      [title, summary, headings],
      ['A b', 'Some words here.', [{ id: 'one-two', text: 'One & two' }]],
    )
  })

  it('leads links between guides to their pages', () => {
    const { html } = renderMarkdown(
      '[a](testing.md#cards) [b](README.md) [c](https://example.com/x.md) [d](/docs/api)',
    )
    assert.deepEqual(
      [...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1]),
      ['/docs/testing#cards', '/docs', 'https://example.com/x.md', '/docs/api'],
    )
  })

  it('puts what is generated in the place of its comment, and leaves other comments out', () => {
    const { html } = renderMarkdown('<!-- cards -->\n\n<!-- a note -->\n\ntext', {
      cards: () => '<b>all</b>',
    })
    assert.equal(html.trim(), '<b>all</b><p>text</p>')
  })

  it('writes code as text, with the name of its file', () => {
    const { html } = renderMarkdown('```js a.mjs\nif (a < b) x("</code>")\n```')
    assert.ok(html.includes('<figcaption>a.mjs</figcaption>'))
    assert.ok(html.includes('&lt;/code&gt;'))
    assert.equal(html.match(/<\/code>/g)!.length, 1)
  })
})

describe('highlight', () => {
  const plain = (html: string) => html.replace(/<\/?span[^>]*>/g, '')
  for (const [language, code] of [
    ['json', '{"a": [1, "x: \\"y\\"", true]}'],
    ['sh', 'curl "$A/b" -d \'{"c": 1}\' # a note'],
    ['js', "const a = `${b}` // it's\nif (c > 1) return 'd'"],
    ['', 'a < b'],
  ] as const)
    it(`changes nothing but colors: ${language || 'no language'}`, () => {
      const text = plain(highlight(code, language))
      assert.equal(
        text
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'"),
        code,
      )
    })
})
