import { listener, type Listener } from "#kernel/events/listeners";
import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import type { Access } from "#modules/access";
import type { KeyCache } from "./identify-key.ts";
import { createApiKeyOperation } from "./operations/create-key.ts";
import { revokeApiKeyOperation, rotateApiKeyOperation } from "./operations/end-keys.ts";
import { getApiKeyOperation, listApiKeysOperation, listApiPlansOperation } from "./operations/read-keys.ts";
import {
  getServiceAccountOperation,
  listServiceAccountsOperation,
} from "./operations/read-service-accounts.ts";
import { updateApiKeyOperation } from "./operations/update-key.ts";
import {
  createServiceAccountOperation,
  deleteServiceAccountOperation,
  updateServiceAccountOperation,
} from "./operations/write-service-accounts.ts";

export { createCallerOfKey, createIdentifyKey, type IdentifyKey, type KnownKey } from "./identify-key.ts";
export { looksLikeKey } from "./token.ts";

/** What an event is about decides which keys are looked at again. */
function forgetful(cache: KeyCache): Listener[] {
  const forget = (pattern: string, kind: string) =>
    listener(pattern, ({ targetId }) => {
      if (targetId !== null) cache.deleteTag(`${kind}:${targetId}`);
    });
  const forgetAll = (pattern: string) =>
    listener(pattern, ({ organizationId }) => cache.deleteTag(`organization:${organizationId}`));
  return [
    forget("api_key.*", "key"),
    forget("user.*", "user"),
    forget("account.*", "account"),
    forget("service_account.*", "service_account"),
    forget("organization.*", "organization"),
    // While its organization was nowhere, a key was nobody's.
    listener("organization.restored", () => cache.clear()),
    forgetAll("group.*"),
    forgetAll("grant.*"),
    // A template is held in every organization.
    listener("role.*", ({ organizationId, targetType }) =>
      targetType === "template" ? cache.clear() : cache.deleteTag(`organization:${organizationId}`),
    ),
  ];
}

export function apiKeysModule(deps: { lists: Lists; access: Access; cache: KeyCache }): Module {
  const { lists, access } = deps;
  return module({
    name: "api-keys",
    operations: [
      listApiKeysOperation(lists),
      getApiKeyOperation,
      createApiKeyOperation(access),
      updateApiKeyOperation(access),
      rotateApiKeyOperation,
      revokeApiKeyOperation,
      listApiPlansOperation,
      listServiceAccountsOperation(lists),
      getServiceAccountOperation,
      createServiceAccountOperation,
      updateServiceAccountOperation,
      deleteServiceAccountOperation,
    ],
    listeners: forgetful(deps.cache),
  });
}
