import type { Order, OrderLineItem } from '../../api/shapes.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Money } from '../../parts/Money.tsx'
import { Section } from '../../parts/Section.tsx'
import type { MoneyAmount } from '../../parts/show-money.ts'

/** What was ordered, and how that makes the total. */
export const OrderLines = ({ order }: { order: Order }) => (
  <Section title="Lines" isFlush>
    {order.line_items.length === 0 ? (
      <p className="px-4 py-3 text-ink-soft">This order has no lines.</p>
    ) : (
      <DataTable
        label="Lines"
        rows={order.line_items}
        keyOf={(line) => line.order_line_item_id}
        columns={[
          { name: 'Item', show: (line) => <LineName line={line} /> },
          { name: 'Quantity', isNumber: true, show: (line) => line.quantity },
          {
            name: 'Price',
            isNumber: true,
            isExtra: true,
            show: (line) => <Money money={line.unit_price_money} hidesCode />,
          },
          { name: 'Total', isNumber: true, show: (line) => <Money money={line.total_money} hidesCode /> },
        ]}
      />
    )}
    <dl className="ml-auto max-w-sm space-y-1 border-t border-line px-4 py-3 sm:border-t-0">
      {totalsOf(order).map(([name, money, isStrong]) => (
        <div key={name} className="flex justify-between gap-6">
          <dt className={isStrong ? 'font-semibold' : 'text-ink-soft'}>{name}</dt>
          <dd>
            <Money money={money} isStrong={isStrong} hidesCode={!isStrong} />
          </dd>
        </div>
      ))}
    </dl>
  </Section>
)

const LineName = ({ line }: { line: OrderLineItem }) => (
  <div className="py-1">
    <p className="font-medium">{line.name}</p>
    <p className="text-xs text-ink-soft">
      {[
        line.sku,
        ...(line.selected_options ?? []).map(({ name, value }) => `${name}: ${value}`),
        ...line.modifiers.map(({ name }) => `+ ${name}`),
        line.refunded_quantity > 0 ? `${line.refunded_quantity} refunded` : null,
      ]
        .filter(Boolean)
        .join(' · ')}
    </p>
  </div>
)

type Total = [name: string, money: MoneyAmount, isStrong?: boolean]

/** What is zero says nothing, but the subtotal and the total. */
const totalsOf = ({ pricing_amounts: amounts, settlement_amounts: settled }: Order): Total[] => {
  const parts: Total[] = [
    ['Discounts', { ...amounts.discount_money, amount: -amounts.discount_money.amount }],
    ['Charges', amounts.charge_money],
    ['Tax', amounts.tax_money],
    ['Tip', settled.settled_tip_money.amount > 0 ? settled.settled_tip_money : amounts.requested_tip_money],
  ]
  return [
    ['Subtotal', amounts.subtotal_money],
    ...parts.filter(([, money]) => money.amount !== 0),
    ['Total', amounts.total_money, true],
  ]
}
