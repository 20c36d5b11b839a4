import type { TestCard } from '../payments/processors/simulator/cards.ts'
import { testCards } from '../payments/processors/simulator/cards.ts'
import { escapeHtml } from '../platform/http/escape-html.ts'
import { tableOf } from './render-markdown.ts'

/** Every test card of the simulator: number, its first token, what happens. */
export const testCardTable = (cards: readonly TestCard[] = testCards): string =>
  tableOf(
    ['Number', 'Token', 'What happens'],
    cards.map((card) => [
      `<code class="number">${grouped(card)}</code>`,
      `<code>${escapeHtml(card.tokens[0]!)}</code>`,
      escapeHtml(card.summary),
    ]),
  )

/** As it is printed on a card. */
const grouped = ({ number, brand }: TestCard): string =>
  brand === 'amex'
    ? number.replace(/^(.{4})(.{6})(.*)$/, '$1 $2 $3')
    : brand === 'diners' && number.length === 14
      ? number.replace(/^(.{4})(.{6})(.*)$/, '$1 $2 $3')
      : number.replace(/(.{4})(?=.)/g, '$1 ')
