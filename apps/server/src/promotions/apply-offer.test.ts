import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aBasket, aLine, amountOff, anOffer, buyXGetY, percentOff, subtotalsOf } from './an-offer.ts'
import { applyOffer } from './apply-offer.ts'
import type { ApplicationMethod, Basket, Offer } from './offer.ts'

const mugs = [{ field: 'line.category', operator: 'eq', value: 'mugs' }] as const
const mug = (price: number, quantity = 1) => aLine(price, quantity, { categories: ['mugs'] })
const usd = (amount: number) => ({ amount, currency: 'USD' })

type Case = [name: string, basket: Basket, offer: Partial<Offer>, parts: number[], left?: number[]]

const cases: Case[] = [
  // Percentages. The first is the worked example of flint-commerce 4.12.
  ['10 % of the order', aBasket([aLine(2500, 2), aLine(1200)]), { method: percentOff(10) }, [500, 120]],
  ['20 % of 62.00', aBasket([aLine(6200)]), { method: percentOff(20) }, [1240]],
  ['four decimals, half-up', aBasket([aLine(10_000)]), { method: percentOff(12.3456) }, [1235]],
  ['across: one rounding', aBasket([aLine(5), aLine(5)]), { method: percentOff(10) }, [1, 0]],
  [
    'each: every line rounded',
    aBasket([aLine(5), aLine(5)]),
    { discountClass: 'line_item', method: percentOff(10, { allocation: 'each' }) },
    [1, 1],
  ],
  [
    'of what is left only',
    aBasket([aLine(1000), aLine(1000)]),
    { method: percentOff(50) },
    [250, 0],
    [500, 0],
  ],
  ['capped', aBasket([aLine(6200)]), { method: percentOff(20, { maxDiscount: usd(1000) }) }, [1000]],
  [
    'of chosen lines',
    aBasket([aLine(1000), mug(1000)]),
    { discountClass: 'line_item', method: percentOff(10, { discountedItems: mugs }) },
    [0, 100],
  ],
  [
    'after tax',
    aBasket([aLine(1000, 1, { additiveTax: 200 })]),
    { method: percentOff(10, { calculationBasis: 'subtotal_post_tax' }) },
    [120],
  ],
  [
    'after tax, never more than is left',
    aBasket([aLine(1000, 1, { additiveTax: 200 })]),
    { method: percentOff(100, { calculationBasis: 'subtotal_post_tax' }) },
    [1000],
  ],
  [
    'with tax and shipping',
    {
      ...aBasket([aLine(1000, 1, { additiveTax: 100 })]),
      charges: [
        { chargeId: 'a', type: 'shipping_fee', amount: 500 },
        { chargeId: 'b', type: 'service_fee', amount: 900 },
      ],
    },
    { method: percentOff(10, { calculationBasis: 'total_with_shipping' }) },
    [160],
  ],

  // Amounts.
  ['across', aBasket([aLine(5000), aLine(1200)]), { method: amountOff(620) }, [500, 120]],
  ['across, more than there is', aBasket([aLine(300), aLine(200)]), { method: amountOff(9999) }, [300, 200]],
  [
    'each unit',
    aBasket([mug(1000, 3), aLine(500)]),
    { discountClass: 'line_item', method: amountOff(250, { allocation: 'each', discountedItems: mugs }) },
    [750, 0],
  ],
  [
    'each unit, never below zero',
    aBasket([mug(100, 3)]),
    { discountClass: 'line_item', method: amountOff(250, { allocation: 'each' }) },
    [300],
  ],
  [
    'each unit, huge',
    aBasket([aLine(900_000_000_000, 9999)]),
    { discountClass: 'line_item', method: amountOff(999_999_999_999, { allocation: 'each' }) },
    [8_999_100_000_000_000],
  ],
  ['another currency', aBasket([aLine(1000)]), { method: amountOff(100, { currency: 'EUR' }) }, [0]],

  // Buy x, get y.
  ['2 + 1 free', aBasket([aLine(300), aLine(200), aLine(100)]), items(buyXGetY(2, 1)), [0, 0, 100]],
  [
    'the most expensive one',
    aBasket([aLine(300), aLine(200), aLine(100)]),
    items(buyXGetY(2, 1, { rewardSelection: 'highest_price' })),
    [300, 0, 0],
  ],
  [
    'the first one added',
    aBasket([aLine(200), aLine(300), aLine(100)]),
    items(buyXGetY(2, 1, { rewardSelection: 'first_added' })),
    [200, 0, 0],
  ],
  ['as often as it goes', aBasket([aLine(100, 7)]), items(buyXGetY(2, 1)), [200]],
  ['at most once', aBasket([aLine(100, 7)]), items(buyXGetY(2, 1, { maxApplications: 1 })), [100]],
  ['too few', aBasket([aLine(100, 2)]), items(buyXGetY(2, 1)), [0]],
  [
    'half price of something else',
    aBasket([aLine(1000, 2), mug(500, 2)]),
    items(
      buyXGetY(2, 1, {
        getPercentOff: 50,
        qualifyingItems: [{ field: 'line.unit_price', operator: 'gte', value: 1000 }],
        discountedItems: mugs,
      }),
    ),
    [0, 250],
  ],
  [
    // Of three mugs two are paid for, whichever is the cheapest.
    'no unit is both bought and given',
    aBasket([mug(100, 1), mug(900, 2)]),
    items(buyXGetY(2, 1, { qualifyingItems: mugs, discountedItems: mugs })),
    [100, 0],
  ],
  [
    // The cheap mug is needed as one of two mugs bought, so the reward is the cup.
    'spares what has to be bought',
    aBasket([mug(100, 2), aLine(900)]),
    items(buyXGetY(2, 1, { qualifyingItems: mugs })),
    [0, 900],
  ],
  ['of what is left of a line', aBasket([aLine(100, 3)]), items(buyXGetY(2, 1)), [66], [200]],
  ['capped reward', aBasket([aLine(1000, 3)]), items(buyXGetY(2, 1, { maxDiscount: usd(400) })), [400]],

  // Eligibility.
  [
    'the minimum is not met',
    aBasket([aLine(4800)]),
    { method: percentOff(20), eligibility: [{ field: 'order.subtotal', operator: 'gte', value: 5000 }] },
    [0],
  ],
]

function items(method: ApplicationMethod): Partial<Offer> {
  return { discountClass: 'line_item', method }
}

describe('applyOffer', () => {
  for (const [name, basket, offer, parts, left = subtotalsOf(basket)] of cases)
    it(name, () => assert.deepEqual(applyOffer(anOffer(offer), basket, left), parts))

  it('takes service charges by position in the charges', () => {
    const charges = [
      { chargeId: 'a', type: 'service_fee', amount: 200 },
      { chargeId: 'b', type: 'delivery_fee', amount: 500 },
    ]
    const basket = aBasket([aLine(1000)], { charges })
    const offer = (method: ApplicationMethod) => anOffer({ discountClass: 'service_charge', method })
    assert.deepEqual(applyOffer(offer(percentOff(50)), basket, [200, 500]), [100, 250])
    assert.deepEqual(
      applyOffer(offer(amountOff(300, { allocation: 'each' })), basket, [200, 500]),
      [200, 300],
    )
    assert.deepEqual(applyOffer(offer(buyXGetY(1, 1)), basket, [200, 500]), [0, 0])
  })

  it('takes nothing for a type that it does not know', () => {
    const offer = anOffer({
      method: { ...percentOff(10), type: 'free_gift' } as unknown as ApplicationMethod,
    })
    assert.deepEqual(applyOffer(offer, aBasket([aLine(1000)]), [1000]), [0])
  })
})
