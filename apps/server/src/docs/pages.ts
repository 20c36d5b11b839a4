import type { Route } from '../platform/http/route.ts'
import { declineCodeTable, errorCodeList } from './error-catalogue.ts'
import { eventTypeTables } from './event-catalogue.ts'
import {
  flowlixChecklistLines,
  flowlixDeclineTable,
  flowlixErrorTable,
  flowlixTestCardTable,
} from './flowlix-tables.ts'
import { guides, printedAddress, readGuide } from './guides.ts'
import { type NavigationEntry, type Page, pageLayout } from './page-layout.ts'
import { type GeneratedParts, renderMarkdown } from './render-markdown.ts'
import { testBankAccountTable } from './test-bank-account-table.ts'
import { testCardTable } from './test-card-table.ts'

export type DocsPages = {
  /** The HTML of the page at this path, or null. */
  find(path: string): string | null
  notFound(): string
}

/** The guides as pages. They follow from the program alone, so they are made once, by the first reader. */
export const docsPages = (
  routes: readonly Route[],
  publicUrl: string,
  assetAddress: (name: string) => string,
): DocsPages => {
  const generated: GeneratedParts = {
    'error-codes': () => errorCodeList(routes),
    'decline-codes': declineCodeTable,
    'event-types': eventTypeTables,
    'test-cards': testCardTable,
    'test-bank-accounts': testBankAccountTable,
    'flowlix-error-codes': flowlixErrorTable,
    'flowlix-decline-codes': flowlixDeclineTable,
    'flowlix-test-cards': flowlixTestCardTable,
    'flowlix-checklist': flowlixChecklistLines,
  }
  let made: { pages: Map<string, Page>; navigation: NavigationEntry[] } | undefined
  const make = () => {
    const pages = guides.map(({ name, path, group }) => {
      const markdown = readGuide(name).replaceAll(printedAddress, publicUrl)
      return { group, path, ...renderMarkdown(markdown, generated) }
    })
    const navigation = pages.map(({ group, path, title }) => ({
      group,
      path,
      title: path === '/docs' ? 'Overview' : title,
    }))
    navigation.push(
      { group: 'Reference', path: '/docs/api', title: 'API reference' },
      { group: 'Reference', path: '/docs/flowlix-api', title: 'Flowlix API reference' },
    )
    return { pages: new Map(pages.map((page) => [page.path, page])), navigation }
  }
  const layout = (page: Page) => pageLayout(page, (made ??= make()).navigation, assetAddress)
  return {
    find: (path) => {
      const page = (made ??= make()).pages.get(path)
      return page ? layout(page) : null
    },
    notFound: () =>
      layout({
        path: '',
        title: 'Not found',
        summary: 'There is no such page.',
        headings: [],
        html: '<h1>Not found</h1><p>There is no such page. <a href="/docs">Start at the overview</a>.</p>',
      }),
  }
}
