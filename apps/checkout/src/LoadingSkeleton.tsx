import { CheckoutFrame } from './CheckoutFrame.tsx'

const Bone = ({ className }: { className: string }) => <div className={`rounded-lg bg-tile ${className}`} />

/** The page's shape while the order is on its way, so that nothing jumps when it comes. */
export const LoadingSkeleton = () => (
  <CheckoutFrame
    banner={null}
    footer={null}
    summary={
      <div aria-hidden="true" className="animate-pulse">
        <div className="flex items-center gap-3">
          <Bone className="size-9" />
          <Bone className="h-4 w-32" />
        </div>
        <Bone className="mt-7 h-4 w-24 lg:mt-12" />
        <Bone className="mt-3 h-9 w-40" />
        <div className="mt-12 hidden space-y-6 lg:block">
          <Bone className="h-5 w-full" />
          <Bone className="h-5 w-full" />
          <Bone className="h-5 w-2/3" />
        </div>
      </div>
    }
  >
    <h1 className="sr-only">Loading checkout</h1>
    <div aria-hidden="true" className="animate-pulse">
      <Bone className="h-5 w-28" />
      <Bone className="mt-5 h-12 w-full" />
      <Bone className="mt-10 h-5 w-36" />
      <Bone className="mt-5 h-12 w-full" />
      <div className="mt-5 grid grid-cols-2 gap-4">
        <Bone className="h-12" />
        <Bone className="h-12" />
      </div>
      <Bone className="mt-9 h-13 w-full rounded-button" />
    </div>
  </CheckoutFrame>
)
