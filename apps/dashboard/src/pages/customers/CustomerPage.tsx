import { useParams } from 'react-router'
import { useApi } from '../../api/api-context.ts'
import type { Customer, Order, PaymentMethod } from '../../api/shapes.ts'
import { useRead } from '../../api/use-read.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import type { Column } from '../../parts/DataTable.tsx'
import { DetailPage } from '../../parts/DetailPage.tsx'
import { Facts, MetadataFacts } from '../../parts/Facts.tsx'
import { TextField } from '../../parts/Field.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { InlineList } from '../../parts/InlineList.tsx'
import { Dash } from '../../parts/Money.tsx'
import { orderColumns } from '../../parts/OrderTable.tsx'
import { brandWords } from '../../parts/PaymentSource.tsx'
import { ResourceHistory } from '../../parts/ResourceHistory.tsx'
import { Section } from '../../parts/Section.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'

export const CustomerPage = () => {
  const { customerId = '' } = useParams()
  const customer = useRead<Customer>(`/v1/customers/${customerId}`)
  return (
    <DetailPage
      kind="Customer"
      id={customerId}
      up={{ path: 'customers', name: 'Customers' }}
      reading={customer}
      title={(found) => found.name ?? found.email}
      actions={(found) => <EditCustomerButton customer={found} onDone={customer.reload} />}
      aside={(found) => <CustomerAside customer={found} />}
    >
      {(found) => (
        <>
          <InlineList<Order>
            title="Orders"
            path="/v1/orders"
            query={{ customer_id: customerId }}
            columns={orderColumns.filter(({ name }) => name !== 'Customer')}
            keyOf={(order) => order.order_id}
            pathOf={(order) => `orders/${order.order_id}`}
            none="No orders so far."
          />
          <SavedCards customer={found} onDone={customer.reload} />
          <ResourceHistory key={found.updated_at} id={customerId} />
        </>
      )}
    </DetailPage>
  )
}

const EditCustomerButton = ({ customer, onDone }: { customer: Customer; onDone: () => Promise<void> }) => {
  const api = useApi()
  return (
    <ActionButton
      needs="customers.write"
      label="Edit"
      title="Edit this customer"
      confirm="Save"
      send={(form, idempotencyKey) => {
        const text = (name: string) => String(form.get(name) ?? '').trim()
        return api.patch(
          `/v1/customers/${customer.customer_id}`,
          { email: text('email'), name: text('name') || null, phone: text('phone') || null },
          { idempotencyKey },
        )
      }}
      done="Saved"
      onDone={onDone}
    >
      <TextField label="E-mail" name="email" type="email" required defaultValue={customer.email} />
      <TextField label="Name" name="name" isOptional maxLength={255} defaultValue={customer.name ?? ''} />
      <TextField label="Phone" name="phone" type="tel" isOptional defaultValue={customer.phone ?? ''} />
    </ActionButton>
  )
}

const cardColumns: readonly Column<PaymentMethod>[] = [
  {
    name: 'Card',
    show: ({ card }) =>
      card ? (
        <span className="whitespace-nowrap">
          {brandWords(String((card as CardFacts).brand))} •••• {(card as CardFacts).last4}
        </span>
      ) : (
        <Dash />
      ),
  },
  {
    name: 'Expires',
    show: ({ card }) =>
      card ? (
        `${String((card as CardFacts).exp_month).padStart(2, '0')}/${(card as CardFacts).exp_year}`
      ) : (
        <Dash />
      ),
  },
  { name: 'Status', show: (method) => <StatusBadge status={method.status} /> },
  { name: 'May be used', show: (method) => wordsOf(method.usage), isExtra: true },
  { name: 'Id', show: (method) => <IdLink id={method.payment_method_id} isShort />, isExtra: true },
]
type CardFacts = { brand: string; last4: string; exp_month: number; exp_year: number }

const SavedCards = ({ customer, onDone }: { customer: Customer; onDone: () => Promise<void> }) => {
  const api = useApi()
  return (
    <InlineList<PaymentMethod>
      key={customer.updated_at}
      title="Saved cards"
      path="/v1/payment-methods"
      query={{ customer_id: customer.customer_id }}
      columns={[
        ...cardColumns,
        {
          name: 'Actions',
          isNameHidden: true,
          show: (method) =>
            method.payment_method_id === customer.default_payment_method_id ? (
              <StatusBadge status="default" />
            ) : (
              method.status === 'active' && (
                <ActionButton
                  needs="customers.write"
                  label="Make default"
                  isSmall
                  title="Make this the default card?"
                  confirm="Make default"
                  send={(_form, idempotencyKey) =>
                    api.post(`/v1/payment-methods/${method.payment_method_id}/set-default`, undefined, {
                      idempotencyKey,
                    })
                  }
                  done="Default card changed"
                  onDone={onDone}
                >
                  <p>It is offered first, and used where no other is named.</p>
                </ActionButton>
              )
            ),
        },
      ]}
      keyOf={(method) => method.payment_method_id}
      none="No cards are saved."
    />
  )
}

const CustomerAside = ({ customer }: { customer: Customer }) => (
  <>
    <Section title="Details">
      <Facts
        facts={[
          ['E-mail', customer.email],
          ['Name', customer.name],
          ['Phone', customer.phone],
          ['Billing', <Address address={customer.billing_address} />],
          ['Shipping', <Address address={customer.shipping_address} />],
          ['Tax', customer.tax_exempt ? 'Exempt' : 'As usual'],
          customer.internal_note ? ['Note', customer.internal_note] : null,
          ['Your reference', customer.external_reference_id],
          ['Created', <When at={customer.created_at} />],
        ]}
      />
    </Section>
    <Section title="Metadata">
      <MetadataFacts metadata={customer.metadata} />
    </Section>
  </>
)

const addressLines = ['line1', 'line2', 'city', 'state', 'postal_code', 'country'] as const

const Address = ({ address }: { address: Customer['billing_address'] }) => {
  const known = (address ?? {}) as Partial<Record<(typeof addressLines)[number], string | null>>
  const text = addressLines
    .map((line) => known[line])
    .filter(Boolean)
    .join(', ')
  return text === '' ? <Dash /> : text
}
