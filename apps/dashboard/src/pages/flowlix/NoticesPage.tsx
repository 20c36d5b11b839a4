import { LinkButton } from '../../parts/Button.tsx'
import { ListPage } from '../../parts/ListPage.tsx'
import { EmptyState } from '../../parts/Notice.tsx'
import { usePathOf } from '../../session-context.ts'
import { FlowlixDocs } from './FlowlixDocs.tsx'
import { noticeColumns } from './notice-columns.tsx'
import { type Notice, noticePath } from './notice.ts'

/** What was posted to callback addresses and webhook endpoints, newest first. */
export const NoticesPage = () => {
  const pathOf = usePathOf()
  return (
    <ListPage<Notice>
      title="Flowlix notices"
      intro="What your servers are told of Flowlix payments: callbacks and webhooks, each with its attempts."
      actions={
        <>
          <FlowlixDocs page="flowlix-webhooks" />
          <LinkButton to={pathOf('flowlix/endpoints')}>Endpoints</LinkButton>
        </>
      }
      path="/v1/flowlix/notices"
      filters={[
        {
          kind: 'choice',
          name: 'status',
          label: 'Status',
          choices: [
            { value: 'pending', words: 'Pending' },
            { value: 'delivered', words: 'Delivered' },
            { value: 'failed', words: 'Failed' },
            { value: 'suppressed', words: 'Suppressed' },
          ],
        },
        { kind: 'text', name: 'payment_id', label: 'Payment', placeholder: 'pay_…' },
      ]}
      columns={noticeColumns}
      keyOf={({ flowlix_notice_id }) => flowlix_notice_id}
      pathOf={({ flowlix_notice_id }) => noticePath(flowlix_notice_id)}
      empty={
        <EmptyState
          title="No notice yet"
          actions={
            <LinkButton needs="webhooks.write" to={pathOf('flowlix/endpoints/new')} look="primary">
              Add endpoint
            </LinkButton>
          }
        >
          <p>
            Send <code>callback_url</code> with a hosted payment, or add a webhook endpoint: then your server
            hears how each payment ended.
          </p>
        </EmptyState>
      }
    />
  )
}
