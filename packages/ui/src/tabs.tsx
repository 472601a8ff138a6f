import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components/Tabs";

export type TabEntry = { id: string; label: string; count?: string | undefined };

/** Tabs whose choice lives outside, in the address. */
export function Tabs({
  label,
  tabs,
  selected,
  onSelect,
  children,
}: {
  label: string;
  tabs: readonly TabEntry[];
  selected: string;
  onSelect: (id: string) => void;
  children: ReactNode;
}) {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(String(key))}
      keyboardActivation="manual"
      className="flex min-h-0 flex-1 flex-col"
    >
      <TabList
        aria-label={label}
        className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-5 scroll-quiet md:px-5"
      >
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className="-mb-px flex min-h-10 cursor-default items-center gap-1.5 border-b-2 border-transparent px-2 whitespace-nowrap text-ink2 transition-colors hover:text-ink data-[focus-visible]:-outline-offset-2 data-[selected]:border-accent data-[selected]:font-semibold data-[selected]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <span className="text-small font-normal text-ink3">{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanel id={selected} className="flex min-h-0 flex-1 flex-col outline-offset-[-3px]">
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
