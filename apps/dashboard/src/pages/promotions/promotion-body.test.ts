import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { promotionBody } from './promotion-body.ts'

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

describe('promotionBody', () => {
  it('takes off a part, for every order', () => {
    assert.deepEqual(promotionBody(form({ name: 'Summer', type: 'percent_off', percent_off: '12,5' })), {
      name: 'Summer',
      application_method: { type: 'percent_off', percent_off: 12.5 },
      discount_class: 'order',
      redemption_type: 'automatic',
    })
  })
  it('takes off an amount, by a code, so often', () => {
    assert.deepEqual(
      promotionBody(
        form({
          name: 'Five',
          type: 'amount_off',
          amount: '5',
          currency: 'eur',
          code: ' FIVE ',
          max_uses: '10',
        }),
      ),
      {
        name: 'Five',
        application_method: { type: 'amount_off', amount_off_money: { amount: 500, currency: 'EUR' } },
        discount_class: 'order',
        redemption_type: 'code',
        codes: [{ code: 'FIVE' }],
        max_uses: 10,
      },
    )
  })
})
