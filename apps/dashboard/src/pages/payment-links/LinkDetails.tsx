import type { PaymentLink } from '../../api/shapes.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Facts } from '../../parts/Facts.tsx'
import { Dash, Money } from '../../parts/Money.tsx'
import { Section } from '../../parts/Section.tsx'
import { showMoney } from '../../parts/show-money.ts'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { completionsWords, eventWords } from './link-words.ts'

type LinkLine = PaymentLink['line_items'][number]

/** What the link sells and asks. */
export const LinkOffer = ({ link }: { link: PaymentLink }) => (
  <>
    {link.line_items.length > 0 && (
      <Section title={link.payment_link_type === 'event' ? 'Tickets' : 'Lines'} isFlush>
        <DataTable<LinkLine>
          label="Lines"
          columns={[
            {
              name: 'Item',
              show: (line) => (
                <span className="font-medium">{line.resolved_name ?? line.name ?? <Dash />}</span>
              ),
            },
            { name: 'Quantity', isNumber: true, show: quantityWords },
            {
              name: 'Price',
              isNumber: true,
              show: (line) => {
                const money = line.resolved_unit_price_money ?? line.unit_price_money
                return money ? <Money money={money} /> : <Dash />
              },
            },
            {
              name: 'Buyers choose',
              show: (line) => freedomWords(line) ?? <Dash />,
              isExtra: true,
            },
          ]}
          rows={link.line_items}
          keyOf={(line) => line.key}
        />
      </Section>
    )}
    {link.custom_fields.length > 0 && (
      <Section title="Questions to the buyer">
        <Facts
          facts={link.custom_fields.map(
            (field) =>
              [
                field.label,
                `${wordsOf(field.custom_field_type)}${field.required ? ', needed' : ''}${
                  field.options.length > 0 ? `: ${field.options.join(', ')}` : ''
                }`,
              ] as const,
          )}
        />
      </Section>
    )}
  </>
)

const quantityWords = (line: LinkLine): string => {
  if (!line.allow_quantity_adjustment) return String(line.quantity)
  const least = line.min_quantity ?? 1
  return line.max_quantity === null ? `${least} or more` : `${least} to ${line.max_quantity}`
}

const freedomWords = (line: LinkLine): string | null => {
  if (!line.allow_unit_price_adjustment) return line.allow_quantity_adjustment ? 'How many' : null
  const { min_unit_price_money: min, max_unit_price_money: max } = line
  const bounds = [min && `from ${showMoney(min)}`, max && `up to ${showMoney(max)}`].filter(Boolean)
  return ['The price', ...bounds].join(' ')
}

export const LinkAside = ({ link }: { link: PaymentLink }) => {
  const {
    event_config: event,
    donation_min_amount_money: min,
    donation_max_amount_money: max,
    donation_suggested_amount_money_options: suggestions,
  } = link
  return (
    <Section title="Details">
      <Facts
        facts={[
          ['Type', wordsOf(link.payment_link_type)],
          event && ['Event', eventWords(event)],
          event && ['Place', event.venue],
          event && ['Tickets in all', event.max_total_quantity ?? 'No limit'],
          link.payment_link_type === 'donation' && ['At least', min && <Money money={min} />],
          link.payment_link_type === 'donation' && ['At most', max && <Money money={max} />],
          suggestions.length > 0 && ['Suggestions', suggestions.map((money) => showMoney(money)).join(', ')],
          ['Paid', completionsWords(link)],
          ['Ends', <When at={link.expiration?.expires_at} />],
          ['Description', link.description],
          ['After paying', link.redirects?.success_redirect_url ?? link.custom_text?.success_message],
          ['Reference', link.external_reference_id],
          ['Created', <When at={link.created_at} />],
        ]}
      />
    </Section>
  )
}
