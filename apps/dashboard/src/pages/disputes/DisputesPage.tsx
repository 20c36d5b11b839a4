import { choicesOf } from '../../actions/choices.ts'
import { commandOf } from '../../api/commands.ts'
import type { Dispute } from '../../api/shapes.ts'
import { type Filter, createdFilters } from '../../parts/Filters.tsx'
import { disputeColumns } from '../../parts/DisputeTable.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'

const filters: readonly Filter[] = [
  {
    kind: 'choice',
    name: 'status',
    label: 'Status',
    choices: choicesOf([
      'needs_response',
      'under_review',
      'won',
      'lost',
      'warning_needs_response',
      'warning_under_review',
      'warning_closed',
      'prevented',
    ]),
  },
  {
    kind: 'choice',
    name: 'case_type',
    label: 'Kind',
    choices: choicesOf(['inquiry', 'chargeback', 'bank_return']),
  },
  { kind: 'text', name: 'payment_intent_id', label: 'Payment', placeholder: 'pi_…' },
  ...createdFilters,
]

export const DisputesPage = () => (
  <ListPage<Dispute>
    title="Disputes"
    path="/v1/disputes"
    filters={filters}
    columns={disputeColumns}
    keyOf={(dispute) => dispute.dispute_id}
    pathOf={(dispute) => `disputes/${dispute.dispute_id}`}
    empty={
      <EmptyState
        title="No disputes"
        command={commandOf('POST', '/v1/orders/{order_id}/pay', {
          action: 'pay',
          payment_source: { token: 'tok_createDispute' },
        })}
      >
        <p>
          A dispute is a cardholder’s bank asking for a payment back. In a sandbox, a payment with the test
          card below gets one a second later.
        </p>
      </EmptyState>
    }
  />
)
