import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { buildDashboard } from './build.ts'

describe('buildDashboard', () => {
  it('has nothing inline and nothing of anybody else, as the page’s policy demands', async () => {
    const { directory } = await buildDashboard()
    const shell = await readFile(join(directory, 'index.html'), 'utf8')
    assert.doesNotMatch(shell, /<style|style=|<script(?![^>]*\bsrc=)|\son\w+=/i)
    assert.doesNotMatch(shell, /(?:src|href)="(?!\/dashboard-assets\/)/)
  })

  it('has what its shell names, compressed, too', async () => {
    const { directory } = await buildDashboard()
    const shell = await readFile(join(directory, 'index.html'), 'utf8')
    const named = [...shell.matchAll(/\/dashboard-assets\/assets\/([\w.-]+)/g)].map((match) => match[1]!)
    const built = new Set(await readdir(join(directory, 'assets')))
    assert.ok(named.length >= 3)
    for (const name of named.flatMap((each) => [each, `${each}.br`, `${each}.gz`]))
      assert.ok(built.has(name), name)
  })
})
