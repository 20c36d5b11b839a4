import { declines } from '../payments/declines.ts'
import { type ErrorDefinition, errorCatalogue } from '../platform/http/errors.ts'
import { errorsOf } from '../platform/http/openapi-errors.ts'
import type { Route } from '../platform/http/route.ts'
import { escapeHtml } from '../platform/http/escape-html.ts'
import { tableOf } from './render-markdown.ts'

/** A code that more operations than this can answer belongs to requests as such. */
const listedOperations = 8

const sources: Record<ErrorDefinition['source'], string> = {
  integration: 'your code',
  merchant: 'the merchant account',
  flint: 'Flint',
}

/**
 * Every code that some capability has defined, one anchored entry each (`#ORDER_NOT_FOUND`); `doc_url` of an error
 * answer leads there.
 */
export const errorCodeList = (routes: readonly Route[]): string => {
  const byStatus = Map.groupBy(
    [...errorCatalogue.values()].toSorted((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1)),
    ({ status, type }) => `${status} ${type}`,
  )
  const operations = operationsByCode(routes)
  const groups = [...byStatus].map(
    ([heading, definitions]) =>
      `<section class="codes"><h3>${heading}</h3>${definitions
        .map((definition) => entryOf(definition, operations.get(definition.code) ?? []))
        .join('')}</section>`,
  )
  return `<p class="filter" hidden><label for="filter">Find a code</label> <input id="filter" type="search" autocomplete="off" spellcheck="false" aria-describedby="filter-count"> <span id="filter-count" role="status"></span></p>${groups.join('')}`
}

const operationsByCode = (routes: readonly Route[]): Map<string, Route[]> => {
  const found = new Map<string, Route[]>()
  for (const route of routes)
    for (const { code } of errorsOf(route)) found.set(code, [...(found.get(code) ?? []), route])
  return found
}

const entryOf = (definition: ErrorDefinition, operations: readonly Route[]): string => {
  const { code, status, type, message, nextSteps, isRetryable, source, nextActions } = definition
  const facts: [name: string, value: string][] = [
    ['Status', `${status}`],
    ['Type', `<code>${type}</code>`],
    ['Retry', isRetryable ? 'yes, with the same Idempotency-Key' : 'no'],
    ['To mend by', sources[source]],
  ]
  if (nextActions.length > 0)
    facts.push(['Next actions', nextActions.map(({ action }) => `<code>${action}</code>`).join(' ')])
  if (operations.length > 0 && operations.length <= listedOperations)
    facts.push([
      'Answered by',
      operations.map(({ method, path }) => `<code>${method} ${escapeHtml(path)}</code>`).join(' '),
    ])
  return `<article class="code-entry" id="${code}"><h4><a href="#${code}">${code}</a></h4><p>${escapeHtml(message)} <span class="next">${escapeHtml(nextSteps)}</span></p><dl>${facts
    .map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`)
    .join('')}</dl></article>`
}

/** Decline codes are outcomes of a payment, not errors; they stand in `last_payment_error` and `failure_code`. */
export const declineCodeTable = (): string =>
  tableOf(
    ['Code', 'Meaning', 'Same card again', 'What to tell the buyer'],
    Object.entries(declines).map(([code, { message, mayRetrySameSource, nextSteps }]) => [
      `<code>${code}</code>`,
      escapeHtml(message),
      mayRetrySameSource ? 'yes' : 'no',
      escapeHtml(nextSteps),
    ]),
  )
