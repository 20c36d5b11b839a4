import { commandOf } from '../../api/commands.ts'
import type { Customer } from '../../api/shapes.ts'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { Dash } from '../../parts/Money.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { When } from '../../parts/When.tsx'
import { CreateCustomerButton } from './CreateCustomerButton.tsx'

const filters: readonly Filter[] = [
  { kind: 'text', name: 'query', label: 'Search', placeholder: 'Name, e-mail' },
  { kind: 'text', name: 'email', label: 'E-mail', placeholder: 'The whole address' },
  { kind: 'text', name: 'external_reference_id', label: 'Your reference' },
  ...createdFilters,
]

export const CustomersPage = () => (
  <ListPage<Customer>
    title="Customers"
    path="/v1/customers"
    filters={filters}
    columns={[
      {
        name: 'Name',
        show: (customer) => <span className="font-medium">{customer.name ?? customer.email}</span>,
      },
      { name: 'E-mail', show: (customer) => <span className="break-all">{customer.email}</span> },
      { name: 'Phone', show: (customer) => customer.phone ?? <Dash />, isExtra: true },
      { name: 'Customer', show: (customer) => <IdLink id={customer.customer_id} isShort />, isExtra: true },
      { name: 'Created', show: (customer) => <When at={customer.created_at} /> },
    ]}
    keyOf={(customer) => customer.customer_id}
    pathOf={(customer) => `customers/${customer.customer_id}`}
    actions={<CreateCustomerButton />}
    empty={
      <EmptyState
        title="No customers yet"
        command={commandOf('POST', '/v1/customers', { email: 'ada@example.com', name: 'Ada Lovelace' })}
        actions={<CreateCustomerButton />}
      >
        <p>A customer keeps what a buyer would type again: address, saved cards, past orders.</p>
      </EmptyState>
    }
  />
)
