// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IConstitution} from "../interfaces/IConstitution.sol";
import {IMembers} from "../interfaces/IMembers.sol";
import {IStoaToken} from "../interfaces/IStoaToken.sol";
import {Appeals} from "./governor/Appeals.sol";
import {Electorate} from "./governor/Electorate.sol";
import {Guardianship} from "./governor/Guardianship.sol";
import {Modules} from "./governor/Modules.sol";
import {ProposalTiers} from "./governor/ProposalTiers.sol";

/// @title StoaGovernor
/// @dev Its parts, each upon the one before: governor/Modules, Electorate, ProposalIds, Execution, Appeals, ProposalTiers, TwoHouses,
/// LateChanges, Guardianship.
/// It has two setters, the guardian's and the Court's. All other numbers are the Constitution's.
contract StoaGovernor is Guardianship {
    /// @param guardian Zero for none; then `guardianTermEnd` is zero too.
    /// @param court_ The Court, which need not be there yet; zero for none.
    constructor(
        IStoaToken stoa,
        IMembers members,
        IConstitution constitution,
        address authority,
        address guardian,
        uint64 termEnd,
        address court_
    )
        Modules(stoa, authority)
        Electorate(stoa, members)
        Appeals(court_)
        ProposalTiers(constitution)
        Guardianship(guardian, termEnd)
    {}
}
