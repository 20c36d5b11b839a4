import { ApiRefusal } from '../api-request.ts'
import type { Notice } from '../notices.ts'
import type { FieldId } from './link-choices.ts'
import { noAnswerNotice, noSuchWayNotice, refusedNotice, tooManyTriesNotice } from './link-notices.ts'

/** What a refused resolution means for the page. */
export type RefusalMeaning =
  /** One field is at fault. */
  | { readonly kind: 'field'; readonly field: FieldId; readonly sentence: string }
  /** The snapshot has grown old: with a new one the same input may pass. */
  | { readonly kind: 'old-context' }
  /** The link is no longer what the page shows. */
  | { readonly kind: 'changed' }
  /** It cannot be bought any more: the snapshot says why. */
  | { readonly kind: 'ended'; readonly sentence: string | null }
  | { readonly kind: 'notice'; readonly notice: Notice; readonly isOutcomeKnown: boolean }

const fieldKinds: Record<string, 'quantity' | 'amount' | 'field'> = {
  quantity_overrides: 'quantity',
  unit_price_overrides: 'amount',
  custom_field_values: 'field',
}

/** `quantity_overrides.tea` is about the quantity of the line with the key `tea`. */
export const fieldOfParam = (param: string | null, isKnown: (field: FieldId) => boolean): FieldId | null => {
  const [, name = '', key = ''] = /^(\w+)\.(.+)$/.exec(param ?? '') ?? []
  const kind = fieldKinds[name]
  if (kind === undefined) return null
  // Below a price stand its amount and currency.
  const field = [key, key.replace(/\.(?:amount|currency)$/, '')]
    .map((one): FieldId => `${kind}:${one}`)
    .find(isKnown)
  return field ?? null
}

const endings: ReadonlySet<string> = new Set([
  'PAYMENT_LINK_INACTIVE',
  'PAYMENT_LINK_MAX_COMPLETIONS_REACHED',
  'EVENT_SOLD_OUT',
  'PAYMENT_LINK_NOT_FOUND',
])

/** Source: contract, flint-commerce 9.4. */
export const meaningOf = (error: unknown, isKnown: (field: FieldId) => boolean): RefusalMeaning => {
  if (!(error instanceof ApiRefusal)) return { kind: 'notice', notice: noAnswerNotice, isOutcomeKnown: false }
  const { code, status, param, sentence } = error
  if (endings.has(code)) return { kind: 'ended', sentence }
  if (code.startsWith('PAYMENT_LINK_CHANGED')) return { kind: 'changed' }
  if (
    code.startsWith('PAYMENT_LINK_RESOLUTION_CONTEXT_') ||
    code === 'PAYMENT_LINK_RESOLUTION_REPLAY_UNAVAILABLE'
  )
    return { kind: 'old-context' }
  const field = fieldOfParam(param, isKnown)
  if (field !== null) return { kind: 'field', field, sentence: sentence ?? 'This was not accepted.' }
  if (status === 429) return { kind: 'notice', notice: tooManyTriesNotice, isOutcomeKnown: true }
  if (status >= 500) return { kind: 'notice', notice: noAnswerNotice, isOutcomeKnown: false }
  if (code === 'MERCHANT_ONBOARDING_REQUIRED')
    return { kind: 'notice', notice: noSuchWayNotice, isOutcomeKnown: true }
  return { kind: 'notice', notice: refusedNotice(sentence), isOutcomeKnown: true }
}
