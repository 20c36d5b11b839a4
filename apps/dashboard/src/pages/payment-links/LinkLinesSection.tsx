import { useRef } from 'react'
import { Button } from '../../parts/Button.tsx'
import { CheckField, TextField } from '../../parts/Field.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Section } from '../../parts/Section.tsx'
import { LinkPriceFields } from './LinkPriceFields.tsx'
import type { ChangeLink } from './PaymentLinkForm.tsx'
import { type TypedLine, type TypedLink, emptyLine, isOfCatalog } from './typed-link.ts'

/** What is sold. */
export const LinkLinesSection = ({
  typed: { lines, currency, type },
  change,
}: {
  typed: TypedLink
  change: ChangeLink
}) => {
  const lastPlace = useRef(Math.max(0, ...lines.map(({ place }) => place)))
  const set = (place: number, part: Partial<TypedLine>) =>
    change({ lines: lines.map((line) => (line.place === place ? { ...line, ...part } : line)) })
  return (
    <Section title={type === 'event' ? 'Tickets' : 'Lines'}>
      <ol className="divide-y divide-line">
        {lines.map((line, index) => (
          <li key={line.place} className="py-4 first:pt-0">
            <LineFields
              line={line}
              index={index}
              currency={currency}
              set={(part) => set(line.place, part)}
              onRemove={
                lines.length > 1
                  ? () => change({ lines: lines.filter(({ place }) => place !== line.place) })
                  : null
              }
            />
          </li>
        ))}
      </ol>
      <Button isSmall onClick={() => change({ lines: [...lines, emptyLine(++lastPlace.current)] })}>
        <Icon name="plus" sizePx={14} />
        {type === 'event' ? 'Add a kind of ticket' : 'Add line'}
      </Button>
    </Section>
  )
}

export type SetLine = (part: Partial<TypedLine>) => void

const LineFields = ({
  line,
  index,
  currency,
  set,
  onRemove,
}: {
  line: TypedLine
  index: number
  currency: string
  set: SetLine
  onRemove: (() => void) | null
}) => {
  const param = `line_items[${index}]`
  const isFixed = isOfCatalog(line)
  return (
    <fieldset className="space-y-3">
      <legend className="sr-only">Line {index + 1}</legend>
      <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[minmax(0,1fr)_5rem_8rem_auto]">
        <div className="max-sm:col-span-2">
          <TextField
            label="Item"
            name="line_name"
            param={`${param}.name`}
            maxLength={255}
            required
            disabled={isFixed}
            hint={isFixed ? 'From your products.' : undefined}
            value={line.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        </div>
        <TextField
          label="Quantity"
          name="line_quantity"
          param={`${param}.quantity`}
          inputMode="numeric"
          required
          value={line.quantity}
          onChange={(event) => set({ quantity: event.target.value })}
        />
        <TextField
          label={`Price (${currency})`}
          name="line_price"
          param={`${param}.unit_price_money`}
          inputMode="decimal"
          placeholder="0.00"
          required
          disabled={isFixed}
          value={line.price}
          onChange={(event) => set({ price: event.target.value })}
        />
        <Button
          look="quiet"
          className="max-sm:col-span-2 sm:mt-6"
          aria-label={`Remove line ${index + 1}`}
          disabledReason={onRemove ? null : 'A link that sells has a line'}
          onClick={() => onRemove?.()}
        >
          <Icon name="close" />
          <span className="sm:sr-only">Remove</span>
        </Button>
      </div>
      {!isFixed && (
        <TextField
          label="About it"
          name="line_description"
          param={`${param}.description`}
          maxLength={4096}
          isOptional
          value={line.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      )}
      <CheckField
        label="Buyers choose how many"
        name="line_can_change_quantity"
        checked={line.canChangeQuantity}
        onChange={(event) => set({ canChangeQuantity: event.target.checked })}
      />
      {line.canChangeQuantity && (
        <div className="grid grid-cols-2 gap-3 sm:max-w-80">
          <TextField
            label="At least"
            name="line_min_quantity"
            param={`${param}.min_quantity`}
            inputMode="numeric"
            placeholder="1"
            isOptional
            value={line.minQuantity}
            onChange={(event) => set({ minQuantity: event.target.value })}
          />
          <TextField
            label="At most"
            name="line_max_quantity"
            param={`${param}.max_quantity`}
            inputMode="numeric"
            isOptional
            value={line.maxQuantity}
            onChange={(event) => set({ maxQuantity: event.target.value })}
          />
        </div>
      )}
      {!isFixed && <LinkPriceFields line={line} param={param} currency={currency} set={set} />}
    </fieldset>
  )
}
