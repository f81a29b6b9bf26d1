# The thirty policies of ../bundle in Rego, for `npm run bench`. The facts of a question come with it: opa-wasm.
# policy.wasm is built from this file with: opa build -t wasm -e bench/allow -o bundle.tar.gz slice.rego
# and then: tar -xzf bundle.tar.gz /policy.wasm
package bench

import rego.v1

q := input.question

asker := input.asker

agency := input.agency

resident := input.resident

share := input.share

agreed if share.own

agreed if {
	share.agreement.start <= q.now
	q.now < share.agreement.end
}

granted if {
	not share.grant.withdrawn
	share.grant.from <= q.now
	q.now < share.grant.expires
}

enquiry if {
	q.purpose == "safeguarding"
	asker.role == "safeguarding_lead"
}

permit if {
	share.category == "demographics"
	asker.role in {"social_worker", "care_coordinator", "gp", "nurse", "housing_officer", "support_worker", "ig_officer", "safeguarding_lead"}
	q.purpose in {"direct_care", "hospital_discharge", "housing_support", "safeguarding", "benefit_review", "audit"}
	agreed
	granted
}

permit if {
	share.category == "care_plan"
	asker.role in {"social_worker", "care_coordinator", "gp", "nurse"}
	q.purpose in {"direct_care", "hospital_discharge"}
	agreed
	granted
}

permit if {
	share.category == "assessments"
	asker.role in {"social_worker", "care_coordinator", "nurse"}
	q.purpose in {"direct_care", "hospital_discharge", "housing_support"}
	agreed
	granted
}

permit if {
	share.category == "medication"
	asker.role in {"gp", "nurse", "care_coordinator"}
	q.purpose in {"direct_care", "hospital_discharge"}
	agreed
	granted
}

permit if {
	share.category == "gp_summary"
	asker.role in {"gp", "nurse", "social_worker"}
	q.purpose in {"direct_care", "hospital_discharge", "safeguarding"}
	agreed
	granted
}

permit if {
	share.category == "mental_health"
	asker.role in {"gp", "social_worker", "safeguarding_lead"}
	q.purpose in {"direct_care", "safeguarding"}
	agreed
	granted
}

permit if {
	share.category == "tenancy"
	asker.role in {"housing_officer", "social_worker", "support_worker"}
	q.purpose in {"housing_support", "hospital_discharge"}
	agreed
	granted
}

permit if {
	share.category == "arrears"
	asker.role in {"housing_officer", "support_worker"}
	q.purpose in {"housing_support", "benefit_review"}
	agreed
	granted
}

permit if {
	share.category == "safeguarding"
	asker.role in {"social_worker", "safeguarding_lead"}
	q.purpose in {"safeguarding"}
	agreed
	granted
}

permit if {
	share.category == "benefits"
	asker.role in {"support_worker", "social_worker", "housing_officer"}
	q.purpose in {"benefit_review", "housing_support"}
	agreed
	granted
}

permit if {
	enquiry
	resident.concern
	agreed
}

permit if {
	asker.role == "ig_officer"
	q.purpose == "audit"
	share.category == "demographics"
}

permit if {
	share.own
	q.purpose == "direct_care"
	asker.role in share.roles
}

permit if {
	q.purpose == "hospital_discharge"
	share.category in {"care_plan", "assessments", "medication"}
	asker.role in {"nurse", "care_coordinator"}
	resident.inpatient
	agreed
}

permit if {
	share.category == "demographics"
	q.purpose == "direct_care"
	agreed
}

permit if {
	q.breakGlass
	asker.role in {"gp", "nurse", "safeguarding_lead", "social_worker"}
	q.reasonLength >= 20
	share.category != "safeguarding"
}

forbid if {
	share.category in resident.objections
	not q.breakGlass
	not enquiry
}

forbid if not asker.active

forbid if asker.trainingUntil < q.now

forbid if agency.suspended

forbid if not q.mfa

forbid if {
	not q.managed
	not q.breakGlass
}

forbid if {
	resident.deceased
	q.purpose != "audit"
}

forbid if share.category in resident.sealed

forbid if resident.id in asker.conflicts

forbid if {
	share.category == "mental_health"
	agency.security < 3
}

forbid if {
	share.category == "arrears"
	not agency.id in {"housing", "dwp"}
}

forbid if {
	agency.id == "police"
	share.category in {"medication", "gp_summary", "mental_health"}
	q.purpose != "safeguarding"
}

forbid if {
	agency.id == "dwp"
	q.purpose != "benefit_review"
}

forbid if {
	asker.clearance < share.sensitivity
	not q.breakGlass
}

default allow := false

allow if {
	permit
	not forbid
}
