import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiRefusal, NoAnswer } from '../api-request.ts'
import { fieldOfParam, meaningOf } from './refusal-meaning.ts'

const known = new Set(['quantity:tea', 'amount:a.b', 'field:size'])
const isKnown = (field: string) => known.has(field)
const refusal = (status: number, code: string, param: string | null = null, sentence: string | null = null) =>
  meaningOf(new ApiRefusal(status, code, param, null, sentence), isKnown)

describe('fieldOfParam', () => {
  const cases: readonly (readonly [string | null, string | null])[] = [
    ['quantity_overrides.tea', 'quantity:tea'],
    ['unit_price_overrides.a.b', 'amount:a.b'],
    ['unit_price_overrides.a.b.amount', 'amount:a.b'],
    ['custom_field_values.size', 'field:size'],
    ['custom_field_values.gone', null],
    ['quantity_overrides', null],
    ['payment_link_id', null],
    [null, null],
  ]
  for (const [param, field] of cases)
    it(`${param} is ${field ?? 'no field'}`, () => assert.equal(fieldOfParam(param, isKnown), field))
})

describe('meaningOf', () => {
  const cases: readonly (readonly [number, string, string | null, string])[] = [
    [409, 'PAYMENT_LINK_INACTIVE', 'payment_link_id', 'ended'],
    [409, 'PAYMENT_LINK_MAX_COMPLETIONS_REACHED', 'payment_link_id', 'ended'],
    [409, 'EVENT_SOLD_OUT', 'quantity_overrides', 'ended'],
    [404, 'PAYMENT_LINK_NOT_FOUND', 'payment_link_id', 'ended'],
    [409, 'PAYMENT_LINK_CHANGED', 'resolution_context', 'changed'],
    [409, 'PAYMENT_LINK_RESOLUTION_CONTEXT_REFRESH_REQUIRED', 'resolution_context', 'old-context'],
    [400, 'PAYMENT_LINK_RESOLUTION_CONTEXT_INVALID', 'resolution_context', 'old-context'],
    [409, 'PAYMENT_LINK_RESOLUTION_REPLAY_UNAVAILABLE', null, 'old-context'],
    [400, 'QUANTITY_ABOVE_MAX', 'quantity_overrides.tea', 'field'],
    [400, 'AMOUNT_BELOW_MIN', 'unit_price_overrides.a.b', 'field'],
    [400, 'REQUIRED_CUSTOM_FIELD_MISSING', 'custom_field_values.size', 'field'],
    [400, 'UNKNOWN_CUSTOM_FIELD_KEY', 'custom_field_values.gone', 'notice'],
    [429, 'PAYMENT_LINK_RESOLUTION_RATE_LIMITED', null, 'notice'],
    [409, 'MERCHANT_ONBOARDING_REQUIRED', 'merchant_id', 'notice'],
  ]
  for (const [status, code, param, kind] of cases)
    it(`${code} about ${param ?? 'nothing'} is ${kind}`, () =>
      assert.equal(refusal(status, code, param).kind, kind))

  it('shows what the API says of a field', () =>
    assert.deepEqual(refusal(400, 'INVALID_DROPDOWN_VALUE', 'custom_field_values.size', 'None of them.'), {
      kind: 'field',
      field: 'field:size',
      sentence: 'None of them.',
    }))

  it('does not know the outcome without an answer, or after a failure of the server', () => {
    for (const error of [new NoAnswer(), new ApiRefusal(503, 'X', null, null)]) {
      const meaning = meaningOf(error, isKnown)
      assert.equal(meaning.kind === 'notice' && meaning.isOutcomeKnown, false)
    }
    const meaning = refusal(400, 'INVALID_REQUEST')
    assert.equal(meaning.kind === 'notice' && meaning.isOutcomeKnown, true)
  })
})
