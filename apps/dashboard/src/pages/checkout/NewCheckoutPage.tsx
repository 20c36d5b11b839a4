import { useId, useRef, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import type { CheckoutSession, Order } from '../../api/shapes.ts'
import { useWrite } from '../../api/use-write.ts'
import { Button } from '../../parts/Button.tsx'
import { CheckoutLink } from '../../parts/CheckoutLink.tsx'
import { PageHead } from '../../parts/DetailPage.tsx'
import { CheckField, TextField } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { Dash, Money } from '../../parts/Money.tsx'
import { ProblemNotice } from '../../parts/Notice.tsx'
import { Section } from '../../parts/Section.tsx'
import { type TypedLine, emptyLine, orderBody, totalOf } from './new-order.ts'

type Made = { order: Order; session: CheckoutSession }

/** Makes an order by hand and a page to pay it on. */
export const NewCheckoutPage = () => {
  const api = useApi()
  const [made, setMade] = useState<Made | null>(null)
  const [lines, setLines] = useState<readonly TypedLine[]>([emptyLine(0)])
  const [currency, setCurrency] = useState('USD')
  const making = useWrite(
    async (
      { body, hasTip }: { body: ReturnType<typeof orderBody>; hasTip: boolean },
      idempotencyKey,
    ): Promise<Made> => {
      // A key counts for its own path: both calls may have the same.
      const order = await api.post<Order>('/v1/orders', body, { idempotencyKey })
      const session = await api.post<CheckoutSession>(
        '/v1/checkout-sessions',
        { order_id: order.order_id, ...(hasTip ? { tip: { enabled: true } } : {}) },
        { idempotencyKey },
      )
      return { order, session }
    },
  )
  const total = totalOf(lines, currency)
  const up = { path: 'checkout', name: 'Checkout' }
  if (made)
    return (
      <>
        <PageHead name="The payment page is ready" up={up} />
        <div className="max-w-2xl space-y-4">
          <Section title="Link">
            <CheckoutLink session={made.session} />
          </Section>
          <p className="flex flex-wrap items-center gap-2">
            Order {made.order.order_number}: <IdLink id={made.order.order_id} />
          </p>
          <Button
            onClick={() => {
              setMade(null)
              setLines([emptyLine(0)])
            }}
          >
            Make another
          </Button>
        </div>
      </>
    )
  return (
    <>
      <PageHead
        name="Make an order and its payment page"
        up={up}
        below="For a sale by hand. Your shop does the same by two API calls."
      />
      <Form
        problem={making.problem}
        className="max-w-2xl space-y-4"
        onSubmit={async (form) => {
          setMade(await making.run({ body: orderBody(lines, currency), hasTip: form.get('tip') === 'on' }))
        }}
      >
        <Section title="Lines">
          <Lines lines={lines} onChange={setLines} />
          <div className="mt-4 flex flex-wrap items-end justify-between gap-4 border-t border-line pt-3">
            <div className="w-24">
              <TextField
                label="Currency"
                name="currency"
                maxLength={3}
                value={currency}
                onChange={(event) => setCurrency(event.target.value.toUpperCase())}
                required
              />
            </div>
            <p className="text-base">
              Total{' '}
              <output className="ml-2">
                {total === null ? <Dash /> : <Money money={{ amount: total, currency }} isStrong />}
              </output>
            </p>
          </div>
        </Section>
        <Section title="On the page">
          <CheckField label="Offer the buyer to add a tip" name="tip" />
        </Section>
        {making.problem !== null && <ProblemNotice problem={making.problem} />}
        <Button needs="commerce.orders.write" type="submit" look="primary" isBusy={making.isRunning}>
          Make order and page
        </Button>
      </Form>
    </>
  )
}

const Lines = ({
  lines,
  onChange,
}: {
  lines: readonly TypedLine[]
  onChange: (lines: readonly TypedLine[]) => void
}) => {
  const lastKey = useRef(0)
  const change = (key: number, part: Partial<TypedLine>) =>
    onChange(lines.map((line) => (line.key === key ? { ...line, ...part } : line)))
  return (
    <div className="space-y-3">
      <ol className="space-y-3">
        {lines.map((line, index) => (
          <LineFields
            key={line.key}
            line={line}
            place={index + 1}
            onChange={(part) => change(line.key, part)}
            onRemove={lines.length > 1 ? () => onChange(lines.filter(({ key }) => key !== line.key)) : null}
          />
        ))}
      </ol>
      <Button isSmall onClick={() => onChange([...lines, emptyLine(++lastKey.current)])}>
        <Icon name="plus" sizePx={14} />
        Add line
      </Button>
    </div>
  )
}

const LineFields = ({
  line,
  place,
  onChange,
  onRemove,
}: {
  line: TypedLine
  place: number
  onChange: (part: Partial<TypedLine>) => void
  onRemove: (() => void) | null
}) => {
  const id = useId()
  return (
    <li>
      <fieldset className="grid grid-cols-[1fr_1fr_auto] items-end gap-2 sm:grid-cols-[minmax(0,1fr)_5rem_7rem_auto]">
        <legend className="sr-only">Line {place}</legend>
        <div className="max-sm:col-span-3">
          <label htmlFor={`${id}-name`} className="mb-1 block font-medium">
            Item
          </label>
          <input
            id={`${id}-name`}
            className="control"
            value={line.name}
            maxLength={255}
            required
            onChange={(event) => onChange({ name: event.target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-quantity`} className="mb-1 block font-medium">
            Quantity
          </label>
          <input
            id={`${id}-quantity`}
            className="control text-right"
            inputMode="numeric"
            pattern="[1-9][0-9]*"
            title="A whole number"
            value={line.quantity}
            required
            onChange={(event) => onChange({ quantity: event.target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-price`} className="mb-1 block font-medium">
            Price each
          </label>
          <input
            id={`${id}-price`}
            className="control text-right"
            inputMode="decimal"
            pattern="[0-9]+([.,][0-9]*)?"
            title="An amount, as 12.50"
            placeholder="0.00"
            value={line.price}
            required
            onChange={(event) => onChange({ price: event.target.value })}
          />
        </div>
        <Button
          look="quiet"
          aria-label={`Remove line ${place}`}
          disabledReason={onRemove ? null : 'An order made here has a line'}
          onClick={() => onRemove?.()}
        >
          <Icon name="close" />
        </Button>
      </fieldset>
    </li>
  )
}
