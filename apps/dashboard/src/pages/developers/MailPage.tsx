import type { Column } from '../../parts/DataTable.tsx'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { IdLink } from '../../parts/IdLink.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { LocalMail } from '../../parts/LocalMail.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { When } from '../../parts/When.tsx'
import type { EmailSummary } from './email.ts'
import { EmailStatus } from './EmailStatus.tsx'

const columns: readonly Column<EmailSummary>[] = [
  {
    name: 'Subject',
    show: ({ subject }) => <span className="font-medium">{subject ?? 'Being written'}</span>,
  },
  { name: 'Status', show: (email) => <EmailStatus email={email} /> },
  { name: 'To', show: ({ to }) => <span className="break-all">{to}</span> },
  { name: 'Order', isExtra: true, show: ({ order_id }) => <IdLink id={order_id} isShort /> },
  { name: 'At', show: ({ created_at }) => <When at={created_at} /> },
]

const filters: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'status',
    label: 'Status',
    choices: [
      { value: 'queued', words: 'Queued' },
      { value: 'sent', words: 'Sent or caught' },
      { value: 'failed', words: 'Failed' },
    ],
  },
  { kind: 'text', name: 'to', label: 'To', placeholder: 'buyer@shop.example' },
  { kind: 'text', name: 'order_id', label: 'Order', placeholder: 'ord_…' },
  ...createdFilters,
]

export const MailPage = () => (
  <ListPage<EmailSummary>
    title="Mail"
    intro={
      <>
        What Flint has mailed for you. Mail of sandboxes is caught here and reaches nobody. A message stays
        for 30 days.
        <LocalMail what="mail about accounts (codes, invitations)" />
      </>
    }
    path="/v1/developer/emails"
    filters={filters}
    columns={columns}
    keyOf={({ email_id }) => email_id}
    pathOf={({ email_id }) => `mail/${email_id}`}
    empty={
      <EmptyState title="No mail yet">
        <p>Pay an order that has an e-mail address for its receipt, and the receipt appears here.</p>
      </EmptyState>
    }
  />
)
