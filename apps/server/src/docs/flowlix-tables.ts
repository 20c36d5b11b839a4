import { titles } from '../flowlix/checklist/titles.ts'
import { declineOf, declineSentences } from '../flowlix/decline-codes.ts'
import { type FlowlixErrorType, flowlixErrors } from '../flowlix/face/errors.ts'
import { type Profile } from '../flowlix/flowlix-payment.ts'
import { testCardNames } from '../flowlix/test-cards.ts'
import { type TestCard, testCards } from '../payments/processors/simulator/cards.ts'
import { escapeHtml } from '../platform/http/escape-html.ts'
import { tableOf } from './render-markdown.ts'

/** Tables of the Flowlix guides, made from what the program answers by. */

const profiles: readonly Profile[] = ['a', 'b', 'c']

/** Each code with an anchor, which `doc_url` of an error leads to. */
export const flowlixErrorTable = (): string =>
  tableOf(
    ['Code', 'Type', 'Status', 'Says'],
    Object.entries(flowlixErrors).map(([code, { type, status, message }]) => [
      `<code id="${code}">${code}</code>`,
      `<code>${type satisfies FlowlixErrorType}</code>`,
      statusIn(status),
      escapeHtml(message),
    ]),
  )

/** One number where the three forms agree, else each with its form. */
const statusIn = (status: Record<Profile, number>): string => {
  const byStatus = Map.groupBy(profiles, (profile) => status[profile])
  return byStatus.size === 1
    ? `${status.a}`
    : [...byStatus].map(([number, forms]) => `${number} (${forms.join(', ').toUpperCase()})`).join(', ')
}

/** Whether the payer can mend it with the same card. Source: contract, flowlix 11, action classes. */
const fixedByPayer: ReadonlySet<string> = new Set(['invalid_number', 'invalid_expiry', 'incorrect_cvc'])
const fixedByMerchant: ReadonlySet<string> = new Set(['invalid_amount', 'invalid_currency'])
const triedAgain: ReadonlySet<string> = new Set(['processing_error'])

const adviceOn = (code: string): string => {
  if (fixedByPayer.has(code)) return 'let the buyer correct it'
  if (fixedByMerchant.has(code)) return 'correct the request'
  if (triedAgain.has(code)) return 'new payment after a pause'
  return 'offer another way to pay'
}

export const flowlixDeclineTable = (): string =>
  tableOf(
    ['Code', 'Say to the buyer', 'What to do'],
    Object.entries(declineSentences).map(([code, sentence]) => [
      `<code>${code}</code>`,
      escapeHtml(sentence),
      adviceOn(code),
    ]),
  )

const cardsByName = new Map(testCards.map((card) => [card.name, card]))

export const flowlixTestCardTable = (): string =>
  tableOf(
    ['Number', 'Brand', 'What happens'],
    Object.entries(testCardNames).map(([number, name]) => {
      const card = cardsByName.get(name)
      if (!card) throw new Error(`No card of the simulator is called ${name}`)
      return [
        `<code class="number">${grouped(number)}</code>`,
        escapeHtml(card.brand),
        escapeHtml(whatHappens(card)),
      ]
    }),
  )

const grouped = (number: string): string =>
  number.length === 15
    ? number.replace(/^(.{4})(.{6})(.*)$/, '$1 $2 $3')
    : number.replace(/(.{4})(?=.)/g, '$1 ')

/** In Flowlix's words where it declines, else in the simulator's. */
const whatHappens = (card: TestCard): string => {
  if (card.result === 'succeeds' || card.resultAfterMs > 0 || card.isChallenged) return card.summary
  const [inA, inB] = (['a', 'b'] as const).map((profile) => declineIn(card, profile))
  return inA === inB ? `Declined: ${inA}.` : `Declined: ${inA}; ${inB} in forms B and C.`
}

const declineIn = ({ name, result }: TestCard, profile: Profile): string =>
  declineOf({ lastError: { code: result } as never, testCard: name, processor: 'simulator' }, profile)
    ?.code ?? 'generic_decline'

/** The lines of the checklist, as a list. */
export const flowlixChecklistLines = (): string =>
  `<ol>${Object.entries(titles)
    .map(([line, title]) => `<li>${escapeHtml(title)} (<code>${line}</code>)</li>`)
    .join('')}</ol>`
