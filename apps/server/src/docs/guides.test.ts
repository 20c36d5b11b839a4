import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { testBankAccounts, testRoutingNumber } from '../payments/processors/simulator/bank-accounts.ts'
import { testCards } from '../payments/processors/simulator/cards.ts'
import { defaultApiVersion, apiVersions } from '../platform/http/versions.ts'
import { retryDelaysSeconds } from '../webhooks/retry-schedule.ts'
import { guides, readGuide } from './guides.ts'
import { testBankAccountTable } from './test-bank-account-table.ts'
import { testCardTable } from './test-card-table.ts'

const root = join(import.meta.dirname, '../../../..')
const pathsThere = new Set([...guides.map(({ path }) => path), '/docs/api', '/docs/flowlix-api'])

describe('the guides', () => {
  it('are all in the navigation, and the navigation has no others', () => {
    const files = readdirSync(join(root, 'docs/guides')).map((name) => name.replace(/\.md$/, ''))
    assert.deepEqual(guides.map(({ name }) => name).toSorted(), files.toSorted())
  })

  for (const { name } of guides)
    it(`${name}: every link leads to a page that is there`, () => {
      const text = readGuide(name)
      const links = [...text.matchAll(/\]\(([^)]+)\)|href="([^"]+)"/g)].map((match) => match[1] ?? match[2]!)
      for (const link of links.filter((each) => !each.startsWith('https://'))) {
        const address = link.replace(/#.*/, '')
        const path = address.endsWith('.md') ? `/docs/${address.replace(/\.md$/, '')}` : address
        assert.ok(pathsThere.has(path.replace('/docs/README', '/docs')), `${name} links to ${link}`)
      }
    })
})

describe('what is said in words and decided in code', () => {
  it('configuration: every variable that is read, and no other', () => {
    const folder = join(import.meta.dirname, '../platform/config')
    const sources = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))
    const source = sources.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
    const variables = [...source.matchAll(/'([A-Z][A-Z_]+)'/g)].map((match) => match[1]!)
    // A family is asked for by how its names begin.
    const read = new Set(variables.filter((name) => !name.endsWith('_')))
    const told = new Set(
      [...readGuide('configuration').matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]!),
    )
    assert.deepEqual([...told].toSorted(), [...read].toSorted())
  })

  it('testing: every test card by number, token and outcome', () => {
    const table = testCardTable()
    for (const { tokens, summary } of testCards) {
      assert.ok(table.includes(tokens[0]!), tokens[0])
      assert.ok(table.includes(summary), summary)
    }
    assert.ok(table.includes('4242 4242 4242 4242'))
    assert.ok(table.includes('3782 822463 10005'))
  })

  it('testing: every test bank account by number, token and outcome', () => {
    const table = testBankAccountTable()
    for (const { accountNumber, tokens, summary } of testBankAccounts)
      for (const text of [accountNumber, tokens[0]!, summary]) assert.ok(table.includes(text), text)
    assert.ok(readGuide('testing').includes(testRoutingNumber))
  })

  it('versions: the ones that are served', () => {
    const text = readGuide('versions')
    for (const version of apiVersions) assert.ok(text.includes(`| \`${version}\` |`))
    assert.ok(text.includes(`Flint answers in \`${defaultApiVersion}\``))
  })

  it('webhooks: the delays between attempts', () => {
    const told = /tries again after ([^.]*?), each/.exec(readGuide('webhooks').replaceAll('\n', ' '))![1]!
    const seconds = { second: 1, minute: 60, hour: 3600 }
    assert.deepEqual(
      [...told.matchAll(/(\d+) (second|minute|hour)s?/g)].map(
        ([, count, unit]) => Number(count) * seconds[unit as keyof typeof seconds],
      ),
      [...retryDelaysSeconds],
    )
  })
})
