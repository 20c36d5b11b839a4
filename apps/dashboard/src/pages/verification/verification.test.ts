import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Verification, addressOf, filled, nextPart, stateOfPart } from './verification.ts'

const verification = (lists: Partial<Verification['requirements']>, more: object = {}): Verification =>
  ({
    requirements: { currently_due: [], past_due: [], eventually_due: [], pending_verification: [], ...lists },
    documents: [],
    business: { type: 'company', owners_provided: false },
    people: [],
    ...more,
  }) as unknown as Verification

describe('stateOfPart', () => {
  it('goes by the most pressing of its requirements', () => {
    const asked = verification({
      currently_due: ['business_phone'],
      past_due: ['business_tax_id'],
      pending_verification: ['bank_account'],
    })
    assert.equal(stateOfPart('business', asked), 'past_due')
    assert.equal(stateOfPart('bank', asked), 'in_review')
    assert.equal(stateOfPart('terms', asked), 'given')
    assert.equal(stateOfPart('documents', asked), 'not_asked')
  })
  it('asks one who trades alone for no owners', () =>
    assert.equal(stateOfPart('owners', verification({})), 'not_asked'))
})

describe('nextPart', () => {
  const cases = [
    [{}, null],
    [{ eventually_due: ['country', 'terms_acceptance'] }, 'start'],
    [{ currently_due: ['terms_acceptance', 'bank_account'] }, 'bank'],
    [{ currently_due: ['business_name'], past_due: ['identity_document'] }, 'documents'],
    [{ pending_verification: ['business_name'] }, null],
  ] as const
  for (const [lists, part] of cases)
    it(`${JSON.stringify(lists)}: ${part}`, () => assert.equal(nextPart(verification(lists as never)), part))
})

describe('what a form sends', () => {
  it('leaves out what is empty', () => {
    const form = new FormData()
    form.set('legal_name', ' Lamps Inc ')
    form.set('phone', '')
    form.set('address.line1', '1 Main St')
    form.set('address.country', 'us')
    assert.deepEqual(filled(form, ['legal_name', 'phone']), { legal_name: 'Lamps Inc' })
    assert.deepEqual(addressOf(form), { line1: '1 Main St', country: 'US' })
  })
})
