import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { hashOfBuild, hashOfSources } from '../../scripts/browser-app/browser-app.ts'
import { buildCheckout, checkoutApp } from './build.ts'

describe('buildCheckout', () => {
  it('builds the present sources, also when asked twice at once', async () => {
    const [{ directory }] = await Promise.all([buildCheckout(), buildCheckout()])
    assert.equal(await hashOfBuild(checkoutApp), await hashOfSources(checkoutApp))

    const shell = await readFile(join(directory, 'index.html'), 'utf8')
    const named = [...shell.matchAll(/\/checkout-assets\/assets\/([\w.-]+)/g)].map((match) => match[1])
    const built = await readdir(join(directory, 'assets'))
    const withCompressed = named.flatMap((name) => [name, `${name}.br`, `${name}.gz`])
    // Those of a build before stay for a while: pages that are open still name them.
    assert.deepEqual(
      withCompressed.toSorted(),
      built.filter((name) => withCompressed.includes(name)).toSorted(),
    )
  })

  it('has nothing inline and nothing of anybody else, as the page’s policy demands', async () => {
    const { directory } = await buildCheckout()
    const shell = await readFile(join(directory, 'index.html'), 'utf8')
    assert.doesNotMatch(shell, /<style|style=|<script(?![^>]*\bsrc=)|\son\w+=/i)
    assert.doesNotMatch(shell, /(?:src|href)="(?!\/checkout-assets\/)/)
  })
})
