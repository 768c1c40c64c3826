// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IConstitution} from "../../../../contracts/interfaces/IConstitution.sol";
import {IFeeSchedule} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {IStoaGovernor} from "../../../../contracts/interfaces/IStoaGovernor.sol";
import {IStoaToken} from "../../../../contracts/interfaces/IStoaToken.sol";
import {deploy} from "../Artifacts.sol";

/// @notice Both faces of the Governor.
interface IGoverning is IGovernor, IStoaGovernor {}

/// @param levers One governed contract a tier, by its role: how often it was moved is its newest version.
struct Chamber {
    IStoaToken stoa;
    IAccessManager authority;
    IConstitution constitution;
    IGoverning governor;
    IFeeSchedule[4] levers;
}

/// @notice The DAO on a chain of its own. Its deployer has nothing at the end but the tokens.
abstract contract ChamberFixture {
    uint64 internal constant CONSTITUTION = 0;
    uint64 internal constant OPERATIONS = 1;
    uint64 internal constant TREASURY = 2;
    uint64 internal constant UPGRADE = 3;
    uint256 internal constant TIERS = 4;

    /// @param members Says who has a voice.
    function deployChamber(
        address members,
        address guardian,
        uint64 termEnd
    ) internal returns (Chamber memory chamber) {
        chamber.authority = IAccessManager(deploy("Authority", abi.encode(address(this))));
        address authority = address(chamber.authority);
        chamber.stoa = IStoaToken(deploy("StoaToken", abi.encode(address(this))));
        chamber.constitution = IConstitution(
            deploy("Constitution", abi.encode(firstTiers(), keccak256("text"), "text", authority))
        );
        chamber.governor = IGoverning(
            deploy(
                "StoaGovernor",
                abi.encode(
                    chamber.stoa,
                    members,
                    chamber.constitution,
                    authority,
                    guardian,
                    termEnd,
                    address(0)
                )
            )
        );
        uint16[3] memory fees = [uint16(500), 2_000, 3_000];
        for (uint256 role; role < TIERS; ++role) {
            chamber.levers[role] = IFeeSchedule(
                deploy("FeeSchedule", abi.encode(fees, 3_000, 1_000, 1_000, authority))
            );
        }
        _assignRoles(chamber);
    }

    /// @notice As the deployment's, but for the number of members, of whom there are few here.
    function firstTiers() internal pure returns (IConstitution.Tier[4] memory tiers) {
        tiers[CONSTITUTION] = IConstitution.Tier(3 days, 14 days, 50, 1_200, 6_670, 4, false, 4);
        tiers[OPERATIONS] = IConstitution.Tier(1 days, 5 days, 10, 300, 5_000, 0, true, 1);
        tiers[TREASURY] = IConstitution.Tier(1 days, 7 days, 25, 500, 5_000, 2, true, 2);
        tiers[UPGRADE] = IConstitution.Tier(2 days, 10 days, 50, 800, 6_000, 3, true, 3);
    }

    /// @notice Seconds that the Governor waits in each role.
    function delayOf(uint64 role) internal pure returns (uint32) {
        return [uint32(14 days), 2 days, 3 days, 7 days][role];
    }

    function _assignRoles(Chamber memory chamber) private {
        IAccessManager authority = chamber.authority;
        bytes4[] memory publish = new bytes4[](1);
        publish[0] = IFeeSchedule.publishFees.selector;
        bytes4[] memory setCourt = new bytes4[](1);
        setCourt[0] = IStoaGovernor.setCourt.selector;
        authority.setTargetFunctionRole(address(chamber.governor), setCourt, UPGRADE);
        for (uint64 role = OPERATIONS; role < TIERS; ++role) {
            authority.setTargetFunctionRole(address(chamber.levers[role]), publish, role);
        }
        for (uint64 role; role < TIERS; ++role) {
            authority.grantRole(role, address(chamber.governor), delayOf(role));
        }
        authority.renounceRole(CONSTITUTION, address(this));
    }
}
