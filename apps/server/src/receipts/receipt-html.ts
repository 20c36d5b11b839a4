import { Html, html, nothing } from '../hosted-pages/html.ts'
import type { DatedRow, Receipt, ReceiptLine, ReceiptRow } from './receipt.ts'
import { brandStyles } from './brand-styles.ts'
import { dateOf, moneyOf, quantityOf, subjectOf, testNote } from './receipt-words.ts'

/**
 * The receipt as mail programs show it: tables for what is a table, styles in the head and in the few places where
 * mail programs drop the head, no pictures, nothing from elsewhere.
 */
export const receiptHtml = (receipt: Receipt): string => {
  const money = moneyOf(receipt)
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subjectOf(receipt)}</title>
        <style>
          ${styles}
          ${brandStyles(receipt.branding)}
        </style>
      </head>
      <body style="margin:0">
        <div class="page">
          <main class="sheet">
            ${receipt.isTest ? html`<p class="test">${testNote}</p>` : nothing}
            <h1>${receipt.merchantName}</h1>
            <p class="quiet">Receipt for order ${receipt.orderNumber}<br />${dateOf(receipt.placedAt)}</p>
            ${receipt.header === null ? nothing : html`<p class="own">${receipt.header}</p>`}
            <p class="amount">${money(receipt.total)}</p>
            ${receipt.lines === null ? nothing : linesTable(receipt, receipt.lines)}
            <table>
              <caption class="hidden">
                How it adds up
              </caption>
              <tbody>
                ${join(receipt.sums.map((row) => sumRow(money, row)))}
                <tr class="total">
                  <th scope="row">Total</th>
                  <td>${money(receipt.total)}</td>
                </tr>
                ${join(receipt.containedTaxes.map(({ label, amount }) => quietRow(`Contains ${label}`, money(amount))))}
              </tbody>
            </table>
            ${datedTable('Paid with', money, receipt.payments)}
            ${datedTable('Refunds', money, receipt.refunds)}
            <p class="quiet foot">
              Questions about this order? Write to ${receipt.merchantName} and name order
              ${receipt.orderNumber}.
            </p>
            ${receipt.footer === null ? nothing : html`<p class="own">${receipt.footer}</p>`}
            ${receipt.seller.length === 0 ? nothing : html`<p class="quiet own">${receipt.seller.join('\n')}</p>`}
          </main>
        </div>
      </body>
    </html> `.text
}

const linesTable = (receipt: Receipt, lines: readonly ReceiptLine[]): Html =>
  html`<table>
    <caption>
      What you bought
    </caption>
    <thead class="hidden">
      <tr>
        <th scope="col">Item</th>
        <th scope="col">Amount</th>
      </tr>
    </thead>
    <tbody>
      ${join(lines.map((line) => lineRow(receipt, line)))}
    </tbody>
  </table>`

const lineRow = (receipt: Receipt, { name, quantity, unitPrice, amount, choices }: ReceiptLine): Html => {
  const money = moneyOf(receipt)
  const details = [
    ...(quantity > 1 ? [quantityOf(receipt, quantity, unitPrice)] : []),
    ...choices.map((choice) => `${choice.name}${choice.amount === 0 ? '' : ` (${money(choice.amount)})`}`),
  ]
  return html`<tr>
    <th scope="row">${name}${join(details.map((detail) => html`<span class="detail">${detail}</span>`))}</th>
    <td>${money(amount)}</td>
  </tr>`
}

type Money = (amount: number) => string

const sumRow = (money: Money, { label, amount }: ReceiptRow): Html =>
  html`<tr>
    <th scope="row">${label}</th>
    <td>${money(amount)}</td>
  </tr>`

const quietRow = (label: string, amount: string): Html =>
  html`<tr class="quiet">
    <th scope="row">${label}</th>
    <td>${amount}</td>
  </tr>`

const datedTable = (title: string, money: Money, rows: readonly DatedRow[]): Html =>
  rows.length === 0
    ? nothing
    : html`<table>
        <caption>
          ${title}
        </caption>
        <tbody>
          ${join(
            rows.map(
              ({ label, amount, at }) =>
                html`<tr>
                  <th scope="row">${label}<span class="detail">${dateOf(at)}</span></th>
                  <td>${money(amount)}</td>
                </tr>`,
            ),
          )}
        </tbody>
      </table>`

const join = (parts: readonly Html[]): Html => new Html(parts.map((part) => part.text).join('\n'))

const styles = new Html(`
:root { color-scheme: light dark; }
.page { padding: 16px 12px; background: #f3f3f5; font: 16px/1.5 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: #1b1b1f; }
.sheet { max-width: 560px; margin: 0 auto; padding: 24px 20px; border-radius: 12px; background: #ffffff; }
h1 { margin: 0 0 4px; font-size: 20px; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 0; }
.quiet, .quiet th, .detail { color: #5b5b66; }
.amount { margin: 16px 0 8px; font-size: 32px; font-weight: 700; line-height: 1.2; }
.own { margin: 16px 0 0; font-size: 14px; white-space: pre-line; overflow-wrap: anywhere; }
.test { margin: 0 0 20px; padding: 8px 12px; border-radius: 8px; background: #fff3d1; color: #4d3800; font-size: 14px; }
table { width: 100%; margin: 24px 0 0; border-collapse: collapse; }
caption { padding: 0 0 6px; text-align: left; font-weight: 700; }
th, td { padding: 6px 0; vertical-align: top; text-align: left; font-weight: 400; overflow-wrap: anywhere; }
tbody tr { border-top: 1px solid #e6e6eb; }
td { padding-left: 16px; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.detail { display: block; font-size: 14px; }
.total th, .total td { font-weight: 700; }
.foot { margin: 28px 0 0; font-size: 14px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-color-scheme: dark) {
  .page { background: #131317; color: #ececf1; }
  .sheet { background: #1d1d23; }
  .quiet, .quiet th, .detail { color: #a9a9b6; }
  .test { background: #3a2f10; color: #ffe3a0; }
  tbody tr { border-top-color: #33333d; }
}
`)
