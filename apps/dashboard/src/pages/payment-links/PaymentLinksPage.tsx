import { choicesOf } from '../../actions/choices.ts'
import { commandOf } from '../../api/commands.ts'
import type { PaymentLink } from '../../api/shapes.ts'
import { LinkButton } from '../../parts/Button.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'
import { usePathOf } from '../../session-context.ts'
import { completionsWords, priceWords } from './link-words.ts'
import { LinkBadges } from './LinkBadges.tsx'

const filters: readonly Filter[] = [
  { kind: 'text', name: 'query', label: 'Search', placeholder: 'Name' },
  { kind: 'choice', name: 'status', label: 'Status', choices: choicesOf(['active', 'inactive']) },
  {
    kind: 'choice',
    name: 'payment_link_type',
    label: 'Type',
    choices: choicesOf(['standard', 'donation', 'event']),
  },
  { kind: 'text', name: 'external_reference_id', label: 'Reference' },
  ...createdFilters,
]

export const PaymentLinksPage = () => {
  const pathOf = usePathOf()
  const make = (
    <LinkButton needs="checkouts.payment_links.write" to={pathOf('payment-links/new')} look="primary">
      Make a payment link
    </LinkButton>
  )
  return (
    <ListPage<PaymentLink>
      title="Payment links"
      intro="Pages that anybody can buy on: each buyer gets an order of their own."
      path="/v1/payment-links"
      filters={filters}
      columns={[
        { name: 'Name', show: (link) => <span className="font-medium">{link.name}</span> },
        { name: 'Status', show: (link) => <LinkBadges link={link} /> },
        { name: 'Type', show: (link) => wordsOf(link.payment_link_type), isExtra: true },
        { name: 'Price', isNumber: true, show: priceWords, isExtra: true },
        { name: 'Sales', show: (link) => `${completionsWords(link)} paid` },
        { name: 'Link', show: (link) => <IdLink id={link.payment_link_id} isShort />, isExtra: true },
        { name: 'Created', show: (link) => <When at={link.created_at} /> },
      ]}
      keyOf={(link) => link.payment_link_id}
      pathOf={(link) => `payment-links/${link.payment_link_id}`}
      actions={make}
      empty={
        <EmptyState
          title="No payment links yet"
          command={commandOf('POST', '/v1/payment-links', {
            name: 'Tea',
            line_items: [{ name: 'Tea, 100 g', unit_price_money: { amount: 450, currency: 'USD' } }],
          })}
          actions={make}
        >
          <p>
            A payment link sells without a shop: make one, then send it, print its QR code, or put it on a
            page. It takes donations and sells tickets, too.
          </p>
        </EmptyState>
      }
    />
  )
}
