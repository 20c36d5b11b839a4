import { formatMoney } from '@flint/money'
import type { Receipt } from './receipt.ts'

/** Words that the HTML and the text of a receipt share. */

const dates = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' })

export const dateOf = (instant: string): string => dates.format(new Date(instant))

export const subjectOf = ({ isTest, merchantName, orderNumber }: Receipt): string =>
  // A line break in a name would begin another header.
  `${isTest ? '[Test] ' : ''}Your receipt from ${merchantName.replaceAll(/\s+/g, ' ')}, order ${orderNumber}`

export const moneyOf =
  ({ currency }: Receipt) =>
  (amount: number): string =>
    formatMoney(amount, currency)

export const quantityOf = (receipt: Receipt, quantity: number, unitPrice: number): string =>
  `${quantity} × ${moneyOf(receipt)(unitPrice)}`

export const testNote = 'Test mode: no money was moved.'
