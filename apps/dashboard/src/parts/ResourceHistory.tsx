import { Deliveries } from './history/Deliveries.tsx'
import { RequestCalls } from './history/RequestCalls.tsx'
import { Timeline } from './history/Timeline.tsx'
import { Tabs } from './Tabs.tsx'

/** What happened to a resource: its timeline, its events with their deliveries, the API calls about it. */
export const ResourceHistory = ({ id }: { id: string }) => (
  <section aria-label="History" className="card min-w-0">
    <Tabs
      label="History"
      tabs={[
        { name: 'Timeline', show: () => <Timeline id={id} /> },
        { name: 'Events and deliveries', show: () => <Deliveries id={id} /> },
        { name: 'API calls', show: () => <RequestCalls id={id} /> },
      ]}
    />
  </section>
)
