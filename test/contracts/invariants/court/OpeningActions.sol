// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IBonds} from "../../../../contracts/interfaces/IBonds.sol";
import {ICases} from "../../../../contracts/interfaces/ICases.sol";
import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {CasesModel} from "./CasesModel.sol";

/// @notice Cases are opened, about stakes, claims and reviews; claims are filed and runs settled.
abstract contract OpeningActions is CasesModel {
    uint256 private constant MOST_CASES = 24;
    uint256 private constant MOST_RUNS = 12;

    /// @param harmedSeed Of what goes back to a client first; none when it is even.
    function openStake(uint256 whoSeed, uint256 placeSeed, uint256 amountSeed, uint256 harmedSeed) external {
        require(cases.length < MOST_CASES, "enough");
        (address who, uint256 place) = (personOf(whoSeed), placeSeed % 2);
        uint256 slashable = stakes[place] / 2;
        uint256 amount = amountSeed % (slashable + slashable / 8 + 2);
        uint256 harmed = harmedSeed % 2 == 0 || amount == 0 ? 0 : _between(harmedSeed, 1, amount);
        ICases.Harmed[] memory named = new ICases.Harmed[](harmed == 0 ? 0 : 1);
        if (harmed != 0) named[0] = ICases.Harmed(address(0xBEEF), address(1), address(1), 0, uint96(harmed));
        _fund(who);
        (bool success, ) = _do(
            who,
            address(parts.court),
            abi.encodeCall(
                ICases.openStake,
                (parts.serviceIds[place], uint96(amount), named, _evidence(), _none())
            )
        );
        bool allowed = amount != 0 && amount <= slashable;
        expect(success == allowed, "K4: a case opened beyond half of the stake, or not within it");
        if (!success) return;
        Expected storage opened = _opened(ICases.Kind.Stake, who, parts.publishers[place], amount);
        opened.bond = _bondFor(slashable);
        (opened.harmed, opened.place) = (harmed, place);
        opened.lockId = _locks().lockCount(parts.serviceIds[place]);
        opened.until = _latest();
        done["openStake"] += 1;
    }

    /// @notice The gateway, about claims of a payee in the newest run.
    function openBond(uint256 payeeSeed, uint256 amountSeed) external {
        require(cases.length < MOST_CASES && runs.length != 0, "enough");
        address payee = personOf(payeeSeed);
        uint256 run = runs.length;
        uint256 amount = amountSeed % (filed[run][payee] + filed[run][payee] / 8 + 2);
        bytes32 subject = keccak256(abi.encode(run, payee));
        _fund(parts.gateway);
        (bool success, ) = _do(
            parts.gateway,
            address(parts.court),
            abi.encodeCall(ICases.openBond, (payee, uint96(amount), _evidence(), _none()))
        );
        bool allowed =
            _openRun() &&
                amount != 0 &&
                amount <= filed[run][payee] &&
                !running[subject] &&
                _latest() <= runs[run - 1].closesAt + MAX_HOLD;
        expect(success == allowed, "K5: a case about claims that are not there or too late, or none");
        if (!success) return;
        Expected storage opened = _opened(ICases.Kind.Bond, parts.gateway, payee, amount);
        opened.bond = _bondFor(amount);
        opened.place = run;
        running[subject] = true;
        runs[run - 1].holds += 1;
        done["openBond"] += 1;
    }

    function openReview(uint256 whoSeed, uint256 clientSeed) external {
        require(cases.length < MOST_CASES, "enough");
        (address who, address client) = (personOf(whoSeed), personOf(clientSeed));
        bytes32 subject = keccak256(abi.encode("review", client));
        _fund(who);
        (bool success, ) = _do(
            who,
            address(parts.court),
            abi.encodeCall(ICases.openReview, (1, client, 1, _evidence(), _none()))
        );
        expect(success == !running[subject], "K2: two cases about one review, or none");
        if (!success) return;
        _opened(ICases.Kind.Review, who, client, 0).bond = MIN_BOND;
        running[subject] = true;
        done["openReview"] += 1;
    }

    /// @notice As ForcedClaims does.
    function fileClaim(uint256 payeeSeed, uint256 amountSeed) external {
        require(runs.length < MOST_RUNS, "enough");
        (address payee, uint256 amount) = (personOf(payeeSeed), _between(amountSeed, 1, 800e6));
        (bool success, ) = _do(
            address(parts.market.forced),
            address(parts.market.bonds),
            abi.encodeCall(IBonds.fileBondClaim, (parts.gateway, payee, uint96(amount)))
        );
        expect(success, "K5: a claim was refused");
        if (_openRun() && block.timestamp >= _runEnd()) _settle();
        if (!_openRun()) runs.push(Run(0, block.timestamp + 7 days, 0, false));
        runs[runs.length - 1].filed += amount;
        filed[runs.length][payee] += amount;
        done["fileClaim"] += 1;
    }

    function settleRun() external {
        (bool success, ) = _do(
            personOf(0),
            address(parts.market.bonds),
            abi.encodeCall(IBonds.settleBondRun, (parts.gateway))
        );
        bool allowed = _openRun() && block.timestamp >= _runEnd();
        expect(success == allowed, "K5: settled before its cases were over, or not after");
        if (!success) return;
        _settle();
        done["settleRun"] += 1;
    }

    /// @notice The gateway has new money for new runs.
    function addBond(uint256 amountSeed) external {
        uint256 amount = _between(amountSeed, 1, 2_000e6);
        parts.market.usdc.mint(parts.gateway, amount);
        (bool allowed, ) = _do(
            parts.gateway,
            address(parts.market.usdc),
            abi.encodeCall(parts.market.usdc.approve, (address(parts.market.gateways), amount))
        );
        (bool success, ) = _do(
            parts.gateway,
            address(parts.market.gateways),
            abi.encodeCall(
                IGatewayRegistry.addBond,
                (parts.gateway, uint96(amount), IGatewayRegistry.Permit(0, 0, 0, 0))
            )
        );
        expect(allowed && success, "K5: a bond was refused");
        gatewayBond += amount;
        done["addBond"] += 1;
    }

    function _settle() private {
        Run storage run = runs[runs.length - 1];
        run.settled = true;
        gatewayBond -= run.filed < gatewayBond ? run.filed : gatewayBond;
    }

    function _opened(
        ICases.Kind kind,
        address challenger,
        address respondent,
        uint256 amount
    ) private returns (Expected storage opened) {
        opened = cases.push();
        (opened.kind, opened.state) = (kind, ICases.State.Open);
        (opened.challenger, opened.respondent, opened.amount) = (challenger, respondent, amount);
        opened.openedAt = block.timestamp;
        opened.answerBy = block.timestamp + windows[0];
        opened.ruleBy = block.timestamp + windows[0] + windows[1];
        opened.appealWindow = windows[2];
    }

    function _latest() private view returns (uint256) {
        return block.timestamp + windows[0] + windows[1] + windows[2] + APPEAL_MAX + EXECUTION_TIME;
    }

    function _bondFor(uint256 stake) private pure returns (uint256) {
        return stake / 20 > MIN_BOND ? stake / 20 : MIN_BOND;
    }

    function _evidence() internal pure returns (ICases.Evidence memory) {
        return ICases.Evidence(keccak256("evidence"), "ipfs://evidence");
    }

    function _none() internal pure returns (IGatewayRegistry.Permit memory) {
        return IGatewayRegistry.Permit(0, 0, 0, 0);
    }
}
