import { EmptyState } from '../../parts/Notice.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { Dash } from '../../parts/Money.tsx'
import { StatusBadge } from '../../parts/StatusBadge.tsx'
import { wordsOf } from '../../parts/status-tones.ts'
import { When } from '../../parts/When.tsx'

type Listed = {
  merchant_id: string
  business_name: string
  status: string
  legal_name: string | null
  website_url: string | null
  submitted_at: string | null
  updated_at: string
}

const statuses = ['in_review', 'collecting', 'approved', 'rejected', 'paused']

/** Accounts of all merchants, for the people who decide about them. */
export const ReviewsPage = () => (
  <ListPage<Listed>
    title="Account reviews"
    intro="Accounts of every merchant on this server, what changed last first."
    path="/v1/operator/verifications"
    filters={[
      {
        kind: 'choice',
        name: 'status',
        label: 'Status',
        choices: statuses.map((value) => ({ value, words: wordsOf(value) })),
      },
    ]}
    keyOf={({ merchant_id }) => merchant_id}
    pathOf={({ merchant_id }) => `reviews/${merchant_id}`}
    columns={[
      { name: 'Business', show: ({ business_name }) => <span className="font-medium">{business_name}</span> },
      { name: 'Status', show: ({ status }) => <StatusBadge status={status} /> },
      { name: 'Legal name', show: ({ legal_name }) => legal_name ?? <Dash />, isExtra: true },
      {
        name: 'Web site',
        show: ({ website_url }) =>
          website_url === null ? <Dash /> : <span className="break-all">{website_url}</span>,
        isExtra: true,
      },
      { name: 'Handed in', show: ({ submitted_at }) => <When at={submitted_at} /> },
    ]}
    empty={
      <EmptyState title="Nobody has begun">
        <p>An account stands here as soon as a merchant begins with its verification.</p>
      </EmptyState>
    }
  />
)
