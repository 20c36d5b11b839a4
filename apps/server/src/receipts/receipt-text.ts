import type { DatedRow, Receipt, ReceiptRow } from './receipt.ts'
import { dateOf, moneyOf, quantityOf, testNote } from './receipt-words.ts'

const width = 60

/** The receipt for mail programs that show no HTML: amounts in a column at the right. */
export const receiptText = (receipt: Receipt): string => {
  const money = moneyOf(receipt)
  const row = ({ label, amount }: ReceiptRow) => columns(label, money(amount))
  const dated = ({ label, amount, at }: DatedRow) => columns(`${label}, ${dateOf(at)}`, money(amount))
  return [
    receipt.merchantName,
    `Receipt for order ${receipt.orderNumber}, ${dateOf(receipt.placedAt)}`,
    ...(receipt.isTest ? [testNote] : []),
    '',
    ...(receipt.header === null ? [] : [...wrapped(receipt.header), '']),
    ...(receipt.lines ?? []).flatMap(({ name, quantity, unitPrice, amount, choices }) => [
      columns(name, money(amount)),
      ...(quantity > 1 ? [`  ${quantityOf(receipt, quantity, unitPrice)}`] : []),
      ...choices.map(
        (choice) => `  ${choice.name}${choice.amount === 0 ? '' : ` (${money(choice.amount)})`}`,
      ),
    ]),
    rule,
    ...receipt.sums.map(row),
    rule,
    columns('Total', money(receipt.total)),
    ...receipt.containedTaxes.map(({ label, amount }) => columns(`  Contains ${label}`, money(amount))),
    ...section('Paid with', receipt.payments.map(dated)),
    ...section('Refunds', receipt.refunds.map(dated)),
    ...(receipt.seller.length > 0 ? ['', ...receipt.seller.flatMap(wrapped)] : []),
    ...(receipt.footer === null ? [] : ['', ...wrapped(receipt.footer)]),
    '',
  ].join('\n')
}

const rule = '-'.repeat(width)

const section = (title: string, rows: readonly string[]): string[] =>
  rows.length === 0 ? [] : ['', title, ...rows]

/** No line wider than the page; the merchant's own line breaks stay. */
const wrapped = (text: string): string[] =>
  text.split(/\r?\n/).flatMap((paragraph) => {
    const lines = ['']
    for (const word of paragraph
      .split(/\s+/)
      .flatMap((one) => one.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
      const line = lines.at(-1)!
      if (line === '') lines[lines.length - 1] = word
      else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
      else lines.push(word)
    }
    return lines
  })

/** A label too long for the line has it for itself. */
const columns = (label: string, amount: string): string => {
  const text = label.replaceAll(/\s+/g, ' ')
  const gap = width - text.length - amount.length
  return gap > 1 ? text + ' '.repeat(gap) + amount : `${text}\n${amount.padStart(width)}`
}
